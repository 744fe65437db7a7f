// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Where the catalog of identities is kept.</summary>
public sealed record CatalogOptions
{
    /// <summary>The file. Its directory has to exist, on a local disk.</summary>
    public required string Path { get; init; }

    /// <summary>How long a lock that another tool holds is waited for. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
