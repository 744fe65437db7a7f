// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>In which capacity a person signs in another's place; goes into the signed data.</summary>
public enum SigningCapacity
{
    /// <summary>In the signer's own.</summary>
    None = 0,

    /// <summary>KT. (ký thay): a deputy for the head.</summary>
    Kt = 1,

    /// <summary>For a teacher who has left (the head signs and is responsible).</summary>
    SignedInPlaceOf = 2,
}
