// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// One element of the neutral shape, named by its concept. The one definition that reading, writing, the schema and the
/// check of a signed document share.
/// </summary>
internal sealed record ShapeNode(string Concept)
{
    /// <summary>The type of the element's text; null for an element of elements.</summary>
    public FieldType? Field { get; init; }

    /// <summary>The elements inside, in the order of writing.</summary>
    public IReadOnlyList<ShapeNode> Children { get; init; } = [];

    /// <summary>False when it may be absent.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>True when it may occur more than once.</summary>
    public bool Repeats { get; init; }

    /// <summary>The level of school that it belongs to.</summary>
    public LevelSet Levels { get; init; } = LevelSet.All;

    /// <summary>The start of the element's Id; null for an element without Id.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>The element's attribute beside Id: its concept and type; null for none.</summary>
    public (string Concept, FieldType Type)? Attribute { get; init; }

    /// <summary>The role that the element is the container of; null when it is none.</summary>
    public Core.SignerRole? Role { get; init; }
}
