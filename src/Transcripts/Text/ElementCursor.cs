// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>An element being read: finds children by concept, checks their values, and knows its path for errors.</summary>
/// <param name="View">The element.</param>
/// <param name="Mapped">What it stands for.</param>
/// <param name="Path">Its path, with the place among siblings of its name.</param>
/// <param name="Levels">The level of the document: what belongs to another level is refused.</param>
internal readonly record struct ElementCursor(ElementView View, MappedElement Mapped, string Path, LevelSet Levels)
{
    public IEnumerable<ElementCursor> Many(string concept)
    {
        var mapped = Mapped[concept];
        var count = 0;
        foreach (var child in View.Children())
        {
            if (child.LocalName == mapped.Name && child.NamespaceName == View.NamespaceName)
            {
                var path = $"{Path}/{mapped.Name}" + (mapped.Shape.Repeats ? $"[{++count}]" : "");
                if ((mapped.Shape.Levels & Levels) == 0)
                {
                    throw Malformed("The element belongs to another school level.", path);
                }
                yield return new ElementCursor(child, mapped, path, Levels);
            }
        }
    }

    public ElementCursor? Optional(string concept)
    {
        foreach (var child in Many(concept))
        {
            return child;
        }
        return null;
    }

    public ElementCursor Child(string concept) =>
        Optional(concept) ?? throw Malformed("The element is missing.", $"{Path}/{Mapped[concept].Name}");

    public string Value(string concept) => Child(concept).CheckedText();

    public string? OptionalValue(string concept) => Optional(concept)?.CheckedText();

    public IReadOnlyList<string> Values(string concept) => [.. Many(concept).Select(static c => c.CheckedText())];

    /// <summary>A whole number; null when an optional one is absent.</summary>
    public int? Integer(string concept)
    {
        var text = Mapped[concept].Shape.IsRequired ? Value(concept) : OptionalValue(concept);
        return text is null ? null : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public Mark? Mark(string concept) =>
        OptionalValue(concept) is { } text && Transcripts.Mark.TryParse(text, out var mark) ? mark : null;

    public T Code<T>(string concept, CodeTable<T> codes)
        where T : struct, Enum => codes.TryParse(Value(concept), out var value) ? value : default;

    public T? OptionalCode<T>(string concept, CodeTable<T> codes)
        where T : struct, Enum =>
        OptionalValue(concept) is { } text && codes.TryParse(text, out var value) ? value : null;

    private string CheckedText()
    {
        var text = View.Text;
        var type = Mapped.Shape.Field!;
        return type.IsValid(text) ? text : throw Malformed($"The value is not {type.Expected}.", Path);
    }

    private static SigningException Malformed(string sentence, string path) =>
        new(SigningErrorKind.MalformedDocument, sentence, path);
}
