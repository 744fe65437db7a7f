// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core;

/// <summary>Who signs, with which key and certificate. Immutable; shared by all documents in flight.</summary>
public sealed record SigningIdentity
{
    /// <summary>The tenant that it belongs to.</summary>
    public required string Tenant { get; init; }

    /// <summary>Its name within the tenant: at most 64 letters, digits, <c>.</c>, <c>-</c>, <c>_</c>.</summary>
    public required string Id { get; init; }

    /// <summary>A person or an organisation.</summary>
    public required IdentityKind Kind { get; init; }

    /// <summary>The code of the school it signs for.</summary>
    public required string School { get; init; }

    /// <summary>What it may sign as.</summary>
    public required IReadOnlyList<RoleGrant> Roles { get; init; }

    /// <summary>Which of the identity's versions this is; from 1; 0 where none is in force.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The key, as a PKCS#11 URI (RFC 7512); empty where no version is in force.</summary>
    public required string KeyUri { get; init; }

    /// <summary>
    /// The signing certificate, then its issuers up to but without the anchor. Empty where no version is in force: then there is no
    /// <see cref="SigningCertificate"/>, and there are neither <see cref="Facts"/> nor <see cref="Validity"/>.
    /// </summary>
    public required IReadOnlyList<X509Certificate2> CertificateChain
    {
        get;
        init
        {
            field = value;
            Facts = value.Count > 0 ? new SigningCertificateFacts(value[0]) : null!;
            Validity = value.Count > 0 ? new ChainValidity(value) : null!;
        }
    }

    /// <summary>How the status of its certificate is asked for before it signs. Default: not at all.</summary>
    public CertificateStatusSettings Status { get; init; } = CertificateStatusSettings.Off;

    /// <summary>How many days its certificate and the issuers have to be valid still for it to sign. Default 0: up to the last moment.</summary>
    public int MinRemainingDays { get; init; }

    /// <summary>The signing certificate.</summary>
    public X509Certificate2 SigningCertificate => CertificateChain[0];

    /// <summary>What is asked of the signing certificate for every document.</summary>
    public SigningCertificateFacts Facts { get; private init; } = null!;

    /// <summary>When the certificate and its issuers are valid.</summary>
    public ChainValidity Validity { get; private init; } = null!;

    /// <summary>The last moment at which it signs: the first notAfter of its chain, less <see cref="MinRemainingDays"/>.</summary>
    public DateTimeOffset SignsUntil => Validity.SignsUntil(MinRemainingDays);
}
