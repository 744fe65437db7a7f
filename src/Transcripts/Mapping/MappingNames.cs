// SPDX-License-Identifier: Apache-2.0
using System.Collections.Immutable;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What a mapping file says, laid over what it leaves out.</summary>
internal sealed record MappingNames
{
    public static readonly MappingNames None = new();

    public string Name { get; init; } = "";

    public string TargetNamespace { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Concept, or parent concept + '.' + concept, to element name.</summary>
    public ImmutableDictionary<string, string> Elements { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Concept to attribute name.</summary>
    public ImmutableDictionary<string, string> Attributes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The name of an element: the one given for this place, else the one given for the concept everywhere.</summary>
    public string? ElementName(string? parent, string concept) =>
        parent is not null && Elements.TryGetValue($"{parent}.{concept}", out var here)
            ? here
            : Elements.GetValueOrDefault(concept);
}
