// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Text over the whole width.</summary>
internal sealed partial class FormPen
{
    /// <summary>A heading, which stays with at least <paramref name="keep"/> points of what follows.</summary>
    public void Heading(StructureType type, string text, TextStyle style, Align align, double keep = 40)
    {
        Require(style.Leading + keep);
        Lines(Section.Add(type), Break(text, style, Width), style, align);
    }

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text, TextStyle style, Align align = Align.Left) =>
        Lines(Section.Add(StructureType.P), Break(text, style, Width), style, align);

    /// <summary>A paragraph in a part of the width.</summary>
    public void Paragraph(string text, TextStyle style, Align align, double x, double width) =>
        Lines(Section.Add(StructureType.P), Break(text, style, width), style, align, x, width);

    /// <summary>Dotted lines to be written on.</summary>
    public void BlankLines(int count, TextStyle style)
    {
        for (var i = 0; i < count; i++)
        {
            Require(FieldLeading(style));
            Y += FieldLeading(style);
            Dots(Left, Right, Y - FieldLeading(style) + style.Baseline);
        }
    }

    private void Lines(StructureElement element, IReadOnlyList<string> lines, TextStyle style, Align align) =>
        Lines(element, lines, style, align, Left, Width);

    private void Lines(
        StructureElement element,
        IReadOnlyList<string> lines,
        TextStyle style,
        Align align,
        double x,
        double width
    )
    {
        for (var i = 0; i < lines.Count; )
        {
            Require(style.Leading);
            using (Page.Tag(element))
            {
                do
                {
                    Draw(lines[i++], style, align, x, width, Y);
                    Y += style.Leading;
                } while (i < lines.Count && Room >= style.Leading);
            }
        }
    }
}
