// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Whose certificate it is.</summary>
public enum IdentityKind
{
    /// <summary>A person: signs as teacher or principal.</summary>
    Person = 1,

    /// <summary>An organisation: signs PHAT_HANH, and nothing else.</summary>
    Organisation = 2,
}
