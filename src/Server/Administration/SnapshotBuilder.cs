// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// From what the registry knows to the snapshot that signs. Snapshots share the versions that did not change, so that what was
/// learned of a certificate (its facts, idle keys, its status) outlives a swap. Used by one caller at a time.
/// </summary>
internal sealed class SnapshotBuilder(IdentitySettings settings)
{
    private Dictionary<(string, string, int), (IdentityDefinition Definition, SigningIdentity Identity)> _known = [];

    /// <summary>A snapshot.</summary>
    public CertificateCatalog Build(RegistryState state)
    {
        var known = new Dictionary<(string, string, int), (IdentityDefinition, SigningIdentity)>(_known.Count);
        var identities = state.Identities.Values.Select(identity => Build(identity, known)).ToArray();
        _known = known;
        return new CertificateCatalog(identities, settings.Anchors);
    }

    private CatalogIdentity Build(
        IdentityRecord identity,
        Dictionary<(string, string, int), (IdentityDefinition, SigningIdentity)> known
    )
    {
        var definition = identity.Definition;
        var versions = new List<SigningIdentity>(identity.Versions.Count);
        SigningIdentity? active = null;
        var standby = new List<SigningIdentity>();
        foreach (var version in identity.Versions.Where(static v => v.CertificateChain.Count > 0))
        {
            var built = VersionOf(definition, version);
            known[(definition.Tenant, definition.Id, version.Number)] = (definition, built);
            versions.Add(built);
            if (version.State == VersionState.Active)
            {
                active = built;
            }
            else if (
                version.State is VersionState.CertificateInstalled or VersionState.Scheduled or VersionState.Retiring
            )
            {
                standby.Add(built);
            }
        }
        return new CatalogIdentity
        {
            Identity = active ?? Bearer(definition),
            Versions = versions,
            Standby = standby,
            Defect = active is null ? DefectOf(identity) : null,
        };
    }

    /// <summary>Why an identity has no version in force, as in "is suspended"; what happened last counts.</summary>
    public static string DefectOf(IdentityRecord identity)
    {
        var ended = identity
            .Versions.Where(static v =>
                v.State is VersionState.Suspended or VersionState.Revoked or VersionState.Retired
            )
            .MaxBy(static v => (v.ChangedAt, v.Number));
        var isReady = identity.Versions.Any(static v =>
            v.State is VersionState.CertificateInstalled or VersionState.Scheduled
        );
        return ended?.State switch
        {
            VersionState.Suspended => "is suspended",
            VersionState.Revoked => "is revoked",
            VersionState.Retired when !isReady => "is retired",
            _ => "has no activated certificate",
        };
    }

    private SigningIdentity VersionOf(IdentityDefinition definition, IdentityVersion version)
    {
        var key = (definition.Tenant, definition.Id, version.Number);
        if (
            _known.TryGetValue(key, out var known)
            && ReferenceEquals(known.Definition, definition)
            && ReferenceEquals(known.Identity.CertificateChain, version.CertificateChain)
        )
        {
            return known.Identity;
        }
        return Bearer(definition) with
        {
            Version = version.Number,
            KeyUri = version.KeyUri,
            CertificateChain = version.CertificateChain,
            Status = StatusOf(definition, version, new ErrorList()),
        };
    }

    /// <summary>How the status of a version's certificate is asked for; notes where the policy can't be kept.</summary>
    public CertificateStatusSettings StatusOf(IdentityDefinition identity, IdentityVersion version, ErrorList errors)
    {
        var leaf = version.CertificateChain[0];
        var candidates = version.CertificateChain.Skip(1).Concat(settings.AnchorsOf(identity.Tenant).Signers);
        return StatusRules.SettingsOf(
            settings.StatusOf(identity.Tenant, identity.Id),
            StatusPointers.Of(leaf.RawDataMemory),
            StatusSubject.FindIssuer(leaf, candidates) is not null,
            "identity",
            errors
        );
    }

    private SigningIdentity Bearer(IdentityDefinition definition) =>
        new()
        {
            Tenant = definition.Tenant,
            Id = definition.Id,
            Kind = definition.Kind,
            School = definition.School,
            Roles = definition.Roles,
            Version = 0,
            KeyUri = "",
            CertificateChain = [],
            MinRemainingDays = settings.MinRemainingDaysOf(definition.Tenant, definition.Id),
        };
}
