// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>How issuers are asked for the status of certificates.</summary>
public sealed record StatusOptions
{
    /// <summary>Whether a CRL is asked for before OCSP. Default: OCSP first.</summary>
    public bool CrlFirst { get; init; }

    /// <summary>Whether OCSP requests go as GET, without nonce. Default: POST.</summary>
    public bool OcspByGet { get; init; }

    /// <summary>Whether certificates are named with SHA-256; many responders know SHA-1 only, which is the default.</summary>
    public bool CertIdBySha256 { get; init; }

    /// <summary>Whether answers without the nonce are refused. Default: false.</summary>
    public bool RequireNonce { get; init; }

    /// <summary>How long one exchange may take, in milliseconds, 100 to 60,000. Default 3,000.</summary>
    public int TimeoutMilliseconds { get; init; } = 3000;

    /// <summary>How long a signature waits for a first answer, in milliseconds, 100 to 60,000. Default 5,000.</summary>
    public int MaxWaitMilliseconds { get; init; } = 5000;

    /// <summary>How long a revocation may go unnoticed, in seconds, 1 to 604,800. Default 3,600.</summary>
    public int MaxAgeSeconds { get; init; } = 3600;

    /// <summary>How long an answer that can't be renewed is used within its nextUpdate, in seconds. Default 86,400.</summary>
    public int MaxKeepSeconds { get; init; } = 86_400;

    /// <summary>How long a source that failed is left alone, in milliseconds; doubled up to 60 times as long. Default 5,000.</summary>
    public int BackOffMilliseconds { get; init; } = 5000;

    /// <summary>
    /// Whether the certificates of issuers, up to the anchor, are asked for as well where they say whom to ask. Default: true.
    /// </summary>
    public bool CheckIssuers { get; init; } = true;

    /// <summary>Whether URLs of certificates may lead to private addresses. Default: false.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Hosts that URLs of certificates may name; empty for every host.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}
