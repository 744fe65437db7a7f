// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Fields: <c>Họ và tên: ……………</c></summary>
internal sealed partial class FormPen
{
    private const double FieldSpacing = 1.12; // more than plain text: people wrote on these lines
    private const double LeastRoom = 90; // for a value beside its label, when it has several lines
    private const double Between = 6;
    private const double DotsBelow = 2.2;

    private static double FieldLeading(TextStyle style) => style.Leading * FieldSpacing;

    /// <summary>A field over the whole width, or a part of it.</summary>
    public void Field(string label, string? value, TextStyle style) => Field(label, value, style, Left, Width);

    public void Field(string label, string? value, TextStyle style, double x, double width)
    {
        var element = Section.Add(StructureType.P);
        var labelWidth = Measure(label, style) + 3;
        var lines = string.IsNullOrEmpty(value) ? [] : Break(value, style, width - labelWidth);
        var indent = labelWidth;
        if (lines.Count > 1 && width - labelWidth < LeastRoom)
        {
            (indent, lines) = (0, Break(value!, style, width));
        }
        Require(FieldLeading(style));
        var first = indent > 0 && lines.Count > 0 ? lines[0] : null;
        FieldLine(element, label, first, style, x, labelWidth, width);
        for (var i = first is null ? 0 : 1; i < lines.Count; i++)
        {
            Require(FieldLeading(style));
            FieldLine(element, null, lines[i], style, x, indent, width);
        }
    }

    /// <summary>Fields that share a line; when one has too little room there, each gets a line of its own.</summary>
    public void Fields(TextStyle style, params ReadOnlySpan<FormField> fields)
    {
        if (!FitOneLine(style, fields))
        {
            foreach (var field in fields)
            {
                Field(field.Label, field.Value, style);
            }
            return;
        }
        Require(FieldLeading(style));
        var (x, y) = (Left, Y);
        foreach (var field in fields)
        {
            Y = y;
            Field(field.Label, field.Value, style, x, (field.Share * Width) - Between);
            x += field.Share * Width;
        }
    }

    private bool FitOneLine(TextStyle style, ReadOnlySpan<FormField> fields)
    {
        foreach (var field in fields)
        {
            var room = (field.Share * Width) - Between - Measure(field.Label, style) - 3;
            if (
                field.Value is { Length: > 0 } value
                && (value.AsSpan().ContainsAny('\r', '\n') || Measure(value, style) > room)
            )
            {
                return false;
            }
        }
        return true;
    }

    private void FieldLine(
        StructureElement element,
        string? label,
        string? value,
        TextStyle style,
        double x,
        double indent,
        double width
    )
    {
        using (Page.Tag(element))
        {
            if (label is not null)
            {
                Draw(label, style, Align.Left, x, width, Y);
            }
            if (value is not null)
            {
                Draw(value, style, Align.Left, x + indent, width, Y);
            }
        }
        Dots(x + indent, x + width, Y + style.Baseline);
        Y += FieldLeading(style);
    }

    private void Dots(double from, double to, double baseline) =>
        Page.DrawLine(from, baseline + DotsBelow, to, baseline + DotsBelow, LineStyle.Dotted);
}
