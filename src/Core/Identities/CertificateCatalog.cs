// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace HocBaSo.Signing.Core;

/// <summary>
/// One immutable snapshot of identities and anchors. Rotation swaps the snapshot; a document in flight keeps the one it
/// was prepared with.
/// </summary>
public sealed class CertificateCatalog
{
    private readonly FrozenDictionary<(string Tenant, string Id), CatalogIdentity> _identities;
    private readonly FrozenDictionary<string, TrustAnchors> _anchors;

    /// <summary>Makes a snapshot of identities with one version each, which is in force.</summary>
    /// <exception cref="ArgumentException">Two identities of a tenant bear the same name.</exception>
    [OverloadResolutionPriority(1)]
    public CertificateCatalog(
        IEnumerable<SigningIdentity> identities,
        IReadOnlyDictionary<string, TrustAnchors> anchors
    )
        : this(identities.Select(CatalogIdentity.Of), anchors) { }

    /// <summary>Makes a snapshot.</summary>
    /// <exception cref="ArgumentException">Two identities of a tenant bear the same name.</exception>
    public CertificateCatalog(
        IEnumerable<CatalogIdentity> identities,
        IReadOnlyDictionary<string, TrustAnchors> anchors
    )
    {
        _identities = identities.ToDictionary(i => (i.Identity.Tenant, i.Identity.Id)).ToFrozenDictionary();
        _anchors = anchors.ToFrozenDictionary();
    }

    /// <summary>All identities, in no order.</summary>
    public IReadOnlyCollection<CatalogIdentity> Identities => _identities.Values;

    /// <summary>The tenants.</summary>
    public IReadOnlyCollection<string> Tenants => _anchors.Keys;

    /// <summary>The version in force of the identity; null when the tenant has no such identity, or it has no version in force.</summary>
    public SigningIdentity? Find(string tenant, string id) =>
        FindAny(tenant, id) is { IsInForce: true } found ? found.Identity : null;

    /// <summary>The identity of that name, in force or not; null when the tenant has none.</summary>
    public CatalogIdentity? FindAny(string tenant, string id) => _identities.GetValueOrDefault((tenant, id));

    /// <summary>The version of an identity that has this certificate, whatever its state; null when none has.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The identity.</param>
    /// <param name="thumbprint">SHA-256 of the certificate.</param>
    public SigningIdentity? FindVersion(string tenant, string id, ReadOnlySpan<byte> thumbprint)
    {
        foreach (var version in FindAny(tenant, id)?.Versions ?? [])
        {
            if (version.Facts.Thumbprint.Span.SequenceEqual(thumbprint))
            {
                return version;
            }
        }
        return null;
    }

    /// <summary>Why an identity that is there has no version in force, as in "is suspended"; null when it has one, or is not there.</summary>
    public string? WhyUnusable(string tenant, string id) => FindAny(tenant, id)?.Defect;

    /// <summary>Whom the tenant trusts; nobody when the tenant is unknown.</summary>
    public TrustAnchors AnchorsOf(string tenant) => _anchors.GetValueOrDefault(tenant) ?? TrustAnchors.None;

    /// <summary>True when the tenant is configured.</summary>
    public bool HasTenant(string tenant) => _anchors.ContainsKey(tenant);
}
