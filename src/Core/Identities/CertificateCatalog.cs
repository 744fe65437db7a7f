// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;

namespace HocBaSo.Signing.Core;

/// <summary>
/// One immutable snapshot of identities and anchors. Rotation swaps the snapshot; a document in flight keeps the one it
/// was prepared with.
/// </summary>
public sealed class CertificateCatalog
{
    private readonly FrozenDictionary<(string Tenant, string Id), SigningIdentity> _identities;
    private readonly FrozenDictionary<string, TrustAnchors> _anchors;

    /// <summary>Makes a snapshot.</summary>
    /// <exception cref="ArgumentException">Two identities of a tenant bear the same name.</exception>
    public CertificateCatalog(
        IEnumerable<SigningIdentity> identities,
        IReadOnlyDictionary<string, TrustAnchors> anchors
    )
    {
        _identities = identities.ToDictionary(i => (i.Tenant, i.Id)).ToFrozenDictionary();
        _anchors = anchors.ToFrozenDictionary();
    }

    /// <summary>All identities, in no order.</summary>
    public IReadOnlyCollection<SigningIdentity> Identities => _identities.Values;

    /// <summary>The tenants.</summary>
    public IReadOnlyCollection<string> Tenants => _anchors.Keys;

    /// <summary>The identity of that name; null when the tenant has none.</summary>
    public SigningIdentity? Find(string tenant, string id) => _identities.GetValueOrDefault((tenant, id));

    /// <summary>Whom the tenant trusts; nobody when the tenant is unknown.</summary>
    public TrustAnchors AnchorsOf(string tenant) => _anchors.GetValueOrDefault(tenant) ?? TrustAnchors.None;

    /// <summary>True when the tenant is configured.</summary>
    public bool HasTenant(string tenant) => _anchors.ContainsKey(tenant);
}
