// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;

namespace HocBaSo.Signing.Transcripts;

/// <summary>A <see cref="ShapeNode"/> with the names that a mapping gives to it and its children.</summary>
internal sealed class MappedElement
{
    private readonly FrozenDictionary<string, int> _byName;

    public MappedElement(ShapeNode shape, string name, string? attributeName, IReadOnlyList<MappedElement> children)
    {
        Shape = shape;
        Name = name;
        AttributeName = attributeName;
        Children = children;
        _byName = Enumerable.Range(0, children.Count).ToFrozenDictionary(i => children[i].Name);
    }

    public ShapeNode Shape { get; }

    /// <summary>The local name in documents.</summary>
    public string Name { get; }

    /// <summary>The name of the attribute beside Id; null for none.</summary>
    public string? AttributeName { get; }

    /// <summary>Never more than 64: a walk marks in one word which it has met.</summary>
    public IReadOnlyList<MappedElement> Children { get; }

    /// <summary>The place in <see cref="Children"/> of a name in documents; -1 when nothing of that name belongs here.</summary>
    public int IndexOf(string name) => _byName.TryGetValue(name, out var index) ? index : -1;

    /// <summary>The child that stands for a concept.</summary>
    public MappedElement this[string concept]
    {
        get
        {
            foreach (var child in Children)
            {
                if (child.Shape.Concept == concept)
                {
                    return child;
                }
            }
            throw new ArgumentException($"{Shape.Concept} has no {concept}.", nameof(concept));
        }
    }
}
