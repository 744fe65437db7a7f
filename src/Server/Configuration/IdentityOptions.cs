// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server;

/// <summary>An identity: whose key and certificate sign as what.</summary>
public sealed record IdentityOptions
{
    /// <summary>A configured tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Its name within the tenant: 1 to 64 letters, digits, <c>.</c>, <c>_</c>, <c>-</c>.</summary>
    public required string Id { get; init; }

    /// <summary>An organisation signs PHAT_HANH only; a person everything but that.</summary>
    public required IdentityKind Kind { get; init; }

    /// <summary>The school's code.</summary>
    public required string School { get; init; }

    /// <summary>What it may sign as, at least one.</summary>
    public required IReadOnlyList<RoleGrant> Roles { get; init; }

    /// <summary>
    /// The key, as a PKCS#11 URI (RFC 7512). With <see cref="CertificateFile"/> it is taken in as a version when the server starts with a
    /// certificate that it has not seen; empty for an identity whose versions administrators make.
    /// </summary>
    public string Key { get; init; } = "";

    /// <summary>A PEM file: the signing certificate, then its issuers up to but without the anchor. Empty without <see cref="Key"/>.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>In place of <see cref="AdministrationOptions.MinRemainingDays"/>, 0 to 3,650; null for that.</summary>
    public int? MinRemainingDays { get; init; }

    /// <summary>How its certificate's status is asked for. Default: as the certificate says, with a warning when nothing is known.</summary>
    public IdentityStatusOptions Status { get; init; } = new();
}
