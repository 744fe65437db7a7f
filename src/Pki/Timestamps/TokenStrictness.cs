// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>How much of a token has to be accounted for.</summary>
public enum TokenStrictness
{
    /// <summary>
    /// Every octet: DER throughout, versions and algorithm identifiers in their one form, every certificate on the
    /// validated path and there once, no CRLs, no unsigned attributes. Changing any octet of such a token makes it fail.
    /// </summary>
    EveryOctet,

    /// <summary>What is signed has to be right; BER, unused certificates and unsigned attributes are passed over.</summary>
    Lenient,
}
