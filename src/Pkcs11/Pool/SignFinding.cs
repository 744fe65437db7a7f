// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>How far one try came.</summary>
internal enum SignFinding
{
    /// <summary>The code says.</summary>
    Tried,

    /// <summary>The token answers, and hasn't got the key.</summary>
    KeyAbsent,

    /// <summary>The URI matches several keys.</summary>
    KeyAmbiguous,

    /// <summary>The key wants its PIN for each signature (CKA_ALWAYS_AUTHENTICATE).</summary>
    KeyWantsPin,
}
