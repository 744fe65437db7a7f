// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What its issuer says of a certificate (RFC 6960 §2.2).</summary>
public enum CertificateStatus
{
    /// <summary>Nobody could be asked, or nobody knew.</summary>
    Unknown = 0,

    /// <summary>Not revoked.</summary>
    Good = 1,

    /// <summary>Revoked, or on hold.</summary>
    Revoked = 2,
}
