// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>A client: a program of somebody else, known by its certificates, and what it may do. Deny by default.</summary>
public sealed record ClientOptions
{
    /// <summary>Its name in the journal and in log lines: 1 to 64 letters, digits, <c>.</c>, <c>_</c>, <c>-</c>; never <c>loopback</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Which certificates are its own, at least one; a certificate that fits two clients belongs to none.</summary>
    public required IReadOnlyList<ClientCertificateRule> Certificates { get; init; }

    /// <summary>What it may do. Each grant stands for itself: nothing is put together from two.</summary>
    public required IReadOnlyList<ClientGrant> Grants { get; init; }

    /// <summary>How much it may ask for. Default: no limits of its own.</summary>
    public ClientLimitOptions Limits { get; init; } = ClientLimitOptions.None;

    /// <summary>How many days a request id is remembered for it; 0, the default, for those of <c>idempotency.days</c>.</summary>
    public int IdempotencyDays { get; init; }
}
