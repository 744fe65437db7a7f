// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>How the status of an identity's certificate is asked for.</summary>
public sealed record CertificateStatusSettings
{
    /// <summary>Of an identity whose status nobody asks for.</summary>
    public static CertificateStatusSettings Off { get; } = new();

    /// <summary>What is made of the answer.</summary>
    public CertificateStatusPolicy Policy { get; init; }

    /// <summary>Where to ask by OCSP instead of where the certificate says; null to follow the certificate.</summary>
    public Uri? OcspUrl { get; init; }

    /// <summary>Where the CRL is instead of where the certificate says; null to follow the certificate.</summary>
    public Uri? CrlUrl { get; init; }
}
