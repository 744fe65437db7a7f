// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>What the configuration file says of identities, for the life of the process.</summary>
internal sealed record IdentitySettings
{
    private static readonly IdentityStatusOptions s_status = new();

    /// <summary>The tenants with those whom they trust.</summary>
    public required IReadOnlyDictionary<string, TrustAnchors> Anchors { get; init; }

    /// <summary>The identities of the file.</summary>
    public required IReadOnlyDictionary<(string Tenant, string Id), ConfiguredIdentity> Identities { get; init; }

    /// <summary>How identities are administered.</summary>
    public required AdministrationOptions Administration { get; init; }

    /// <summary>The keys of the server itself.</summary>
    public IReadOnlyList<ServerKey> ServerKeys { get; init; } = [];

    /// <summary>Whom a tenant trusts to certify signers.</summary>
    public TrustAnchors AnchorsOf(string tenant) => Anchors.GetValueOrDefault(tenant) ?? TrustAnchors.None;

    /// <summary>How the status of an identity's certificates is asked for.</summary>
    public IdentityStatusOptions StatusOf(string tenant, string id) =>
        Identities.GetValueOrDefault((tenant, id))?.Status ?? s_status;

    /// <summary>How many days have to be left for an identity to sign.</summary>
    public int MinRemainingDaysOf(string tenant, string id) =>
        Identities.GetValueOrDefault((tenant, id))?.MinRemainingDays ?? Administration.MinRemainingDays;
}
