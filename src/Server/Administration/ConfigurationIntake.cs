// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// What the configuration file changes at a start. Who an identity is, the file alone says. The key and certificate that it names
/// become a version, in force, when the certificate was never seen before; one that is known changes nothing, whatever has become
/// of its version since: administrators' changes outlive restarts.
/// </summary>
internal sealed class ConfigurationIntake(DateTimeOffset now)
{
    private readonly List<IdentityRecord> _all = [];
    private readonly List<IdentityRecord> _changed = [];
    private readonly List<JournalEvent> _events = [];
    private readonly List<(IdentityRecord, int)> _notInForce = [];

    /// <summary>Every configured identity, as it is from now on.</summary>
    public IReadOnlyList<IdentityRecord> All => _all;

    /// <summary>Those that have to be kept.</summary>
    public IReadOnlyList<IdentityRecord> Changed => _changed;

    /// <summary>What the journal is told.</summary>
    public IReadOnlyList<JournalEvent> Events => _events;

    /// <summary>Whose version that the file names, given by its number, is not the one in force.</summary>
    public IReadOnlyList<(IdentityRecord Identity, int Named)> NotInForce => _notInForce;

    /// <summary>Takes in an identity.</summary>
    /// <param name="configured">What the file says.</param>
    /// <param name="kept">What is kept of it; null at its first start.</param>
    public void Take(ConfiguredIdentity configured, IdentityRecord? kept)
    {
        var identity = kept is null
            ? new IdentityRecord(configured.Definition, [], 0)
            : kept with
            {
                Definition = configured.Definition,
            };
        var isChanged = kept is null || !IsSame(kept.Definition, configured.Definition);
        if (isChanged)
        {
            Note(configured.Definition, null, "Defined by the configuration file.");
        }
        if (configured.Chain.Count > 0 && TakeVersion(configured, identity) is { } changed)
        {
            (identity, isChanged) = (changed, true);
        }
        identity = identity with { Revision = (kept?.Revision ?? 0) + (isChanged ? 1 : 0) };
        _all.Add(identity);
        if (isChanged)
        {
            _changed.Add(identity);
        }
    }

    private IdentityRecord? TakeVersion(ConfiguredIdentity configured, IdentityRecord identity)
    {
        var leaf = configured.Chain[0].RawDataMemory;
        var known = identity.Versions.FirstOrDefault(v =>
            v.CertificateChain.Count > 0 && v.CertificateChain[0].RawDataMemory.Span.SequenceEqual(leaf.Span)
        );
        if (known is null)
        {
            var added = new IdentityVersion
            {
                Number = identity.NextNumber(),
                State = VersionState.CertificateInstalled,
                KeyUri = configured.KeyUri,
                CertificateChain = configured.Chain,
                CreatedAt = now,
                ChangedAt = now,
            };
            Note(configured.Definition, added.Number, "Taken in from the configuration file, and activated.");
            return identity.With(added).Activate(added.Number, now);
        }
        if (known.State != VersionState.Active)
        {
            _notInForce.Add((identity, known.Number));
        }
        if (known.KeyUri == configured.KeyUri && IsSame(known.CertificateChain, configured.Chain))
        {
            return null;
        }
        // A token was given another name, or an issuer was added: the certificate is the same, so the key has to be.
        Note(configured.Definition, known.Number, "The configuration file names its key or its issuers otherwise.");
        var named = known with { KeyUri = configured.KeyUri, CertificateChain = configured.Chain };
        return identity with { Versions = [.. identity.Versions.Select(v => v == known ? named : v)] };
    }

    private void Note(IdentityDefinition identity, int? version, string detail) =>
        _events.Add(RegistryEvents.Changed(RegistryEvents.Configuration, identity, version, detail));

    private static bool IsSame(IReadOnlyList<X509Certificate2> a, IReadOnlyList<X509Certificate2> b) =>
        a.Select(static c => c.Thumbprint).SequenceEqual(b.Select(static c => c.Thumbprint));

    private static bool IsSame(IdentityDefinition a, IdentityDefinition b) =>
        (a.Kind, a.School, a.IsConfigured, a.Roles.Count) == (b.Kind, b.School, b.IsConfigured, b.Roles.Count)
        && a.Roles.Zip(b.Roles)
            .All(static r => r.First.Role == r.Second.Role && r.First.Subjects.SequenceEqual(r.Second.Subjects));
}
