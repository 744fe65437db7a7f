// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>An identity in a snapshot. Immutable.</summary>
public sealed record CatalogIdentity
{
    /// <summary>Who it is, as the version in force; where none is, with version 0 and without key and certificate.</summary>
    public required SigningIdentity Identity { get; init; }

    /// <summary>Every version that has a certificate, whatever its state: repeats are completed with the one that signed.</summary>
    public required IReadOnlyList<SigningIdentity> Versions { get; init; }

    /// <summary>Versions that don't sign now but may soon: their certificates' status is asked for ahead.</summary>
    public IReadOnlyList<SigningIdentity> Standby { get; init; } = [];

    /// <summary>Why no version is in force, as in "is suspended"; null when one is.</summary>
    public string? Defect { get; init; }

    /// <summary>True when a version is in force.</summary>
    public bool IsInForce => Defect is null;

    /// <summary>An identity with one version, which is in force.</summary>
    public static CatalogIdentity Of(SigningIdentity identity) => new() { Identity = identity, Versions = [identity] };
}
