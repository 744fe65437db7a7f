// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The type of a value: how it is checked when read, and how the schema states it.</summary>
/// <param name="Name">The name of the simple type in the schema.</param>
/// <param name="Expected">What the reader says it expected.</param>
/// <param name="IsValid">The check.</param>
internal sealed record FieldType(string Name, string Expected, Func<string, bool> IsValid)
{
    /// <summary>The built-in type that the schema restricts.</summary>
    public string XsdBase { get; init; } = "xs:string";

    /// <summary>The facets of the restriction.</summary>
    public IReadOnlyList<(string Facet, string Value)> Facets { get; init; } = [];
}
