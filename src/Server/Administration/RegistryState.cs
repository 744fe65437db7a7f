// SPDX-License-Identifier: Apache-2.0
using System.Collections.Immutable;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>All that the registry knows at one moment. Immutable: readers take it whole.</summary>
internal sealed record RegistryState
{
    /// <summary>Nothing.</summary>
    public static RegistryState Empty { get; } = new();

    /// <summary>The identities.</summary>
    public ImmutableDictionary<(string Tenant, string Id), IdentityRecord> Identities { get; init; } =
        ImmutableDictionary<(string Tenant, string Id), IdentityRecord>.Empty;

    /// <summary>The changes that wait, oldest first.</summary>
    public ImmutableList<StoredChange> Changes { get; init; } = [];

    /// <summary>The notices of expiry that were given.</summary>
    public ImmutableHashSet<ExpiryMark> Marks { get; init; } = [];

    /// <summary>The requests that were carried out.</summary>
    public AnsweredRequests Answered { get; init; } = new();

    /// <summary>The identity; null when there is none.</summary>
    public IdentityRecord? Find(string tenant, string id) => Identities.GetValueOrDefault((tenant, id));

    /// <summary>With an identity in place of what was there.</summary>
    public RegistryState With(IdentityRecord identity) =>
        this with
        {
            Identities = Identities.SetItem((identity.Definition.Tenant, identity.Definition.Id), identity),
        };

    /// <summary>With a request that was carried out; null for none.</summary>
    public RegistryState With(AnsweredRequest? request) => this with { Answered = Answered.With(request) };

    /// <summary>Without a change that waited.</summary>
    public RegistryState Without(string? changeId) =>
        changeId is null ? this : this with { Changes = Changes.RemoveAll(c => c.Id == changeId) };
}
