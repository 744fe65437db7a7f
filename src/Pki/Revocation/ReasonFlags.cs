// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>ReasonFlags (RFC 5280 §4.2.1.13), the bits as they stand in the first octet; aACompromise put above them.</summary>
[Flags]
internal enum ReasonFlags
{
    None = 0,
    PrivilegeWithdrawn = 0x01,
    CertificateHold = 0x02,
    CessationOfOperation = 0x04,
    Superseded = 0x08,
    AffiliationChanged = 0x10,
    CaCompromise = 0x20,
    KeyCompromise = 0x40,
    AttributeAuthorityCompromise = 0x100,
    All = 0x17F,
}
