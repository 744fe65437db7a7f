// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>A <see cref="ShapeNode"/> with the names that a mapping gives to it and its children.</summary>
internal sealed class MappedElement(
    ShapeNode shape,
    string name,
    string? attributeName,
    IReadOnlyList<MappedElement> children
)
{
    // by number of the vocabulary: the place in the list of children, -1 for none
    private sbyte[] _places = [];

    public ShapeNode Shape => shape;

    /// <summary>The local name in documents.</summary>
    public string Name => name;

    /// <summary>The name of the attribute beside Id; null for none.</summary>
    public string? AttributeName => attributeName;

    /// <summary>Never more than 64: a walk marks in one word which it has met.</summary>
    public IReadOnlyList<MappedElement> Children => children;

    /// <summary>The number of <see cref="Name"/> in the mapping's vocabulary.</summary>
    public int Number { get; private set; } = -1;

    /// <summary>What it is to a signer.</summary>
    public TranscriptBlock Block { get; } =
        shape.Concept switch
        {
            "KetQuaMonHoc" => TranscriptBlock.Subject,
            "TongKet" => TranscriptBlock.Summary,
            "PhatHanh" => TranscriptBlock.Release,
            "DSCKS" => TranscriptBlock.SignatureList,
            _ => TranscriptBlock.None,
        };

    /// <summary>The child that holds the subject code; null when there is none.</summary>
    public MappedElement? SubjectCode { get; } =
        children.FirstOrDefault(static c => c.Shape.Concept == TranscriptShape.SubjectCode);

    /// <summary>The child that stands for a concept.</summary>
    public MappedElement this[string concept]
    {
        get
        {
            foreach (var child in children)
            {
                if (child.Shape.Concept == concept)
                {
                    return child;
                }
            }
            throw new ArgumentException($"{shape.Concept} has no {concept}.", nameof(concept));
        }
    }

    /// <summary>The place in <see cref="Children"/> of a name of the vocabulary, or of -1; -1 when nothing of that name belongs here.</summary>
    public int IndexOf(int number) => (uint)number < (uint)_places.Length ? _places[number] : -1;

    /// <summary>The names of this element and all that may be inside.</summary>
    public IEnumerable<string> AllNames() => children.SelectMany(static c => c.AllNames()).Prepend(name);

    /// <summary>Takes the numbers of a vocabulary. Once, before the mapping is used.</summary>
    public void Bind(ElementVocabulary vocabulary)
    {
        Number = vocabulary.NumberOf(name);
        _places = new sbyte[children.Count == 0 ? 0 : vocabulary.Count];
        Array.Fill(_places, (sbyte)-1);
        for (var i = 0; i < children.Count; i++)
        {
            children[i].Bind(vocabulary);
            _places[children[i].Number] = (sbyte)i;
        }
    }
}
