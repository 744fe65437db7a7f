// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Fields: <c>Họ và tên: ……………</c></summary>
internal sealed partial class FormPen
{
    private const double LeastRoom = 90; // for a value beside its label, when it has several lines
    private const double Between = 6;
    private const double DotsBelow = 2.2;

    /// <summary>Where a text is broken in any case (UAX #14: BK, CR, LF, NL).</summary>
    internal const string LineBreaks = "\r\n\f\u0085\u2028\u2029";

    private const double DefaultFieldSpacing = 1.12; // more than plain text: people wrote on these lines

    /// <summary>Distance of the lines of fields, in lines of text; each form page begins with the default.</summary>
    public double FieldSpacing { get; set; } = DefaultFieldSpacing;

    private double FieldLeading(TextStyle style) => style.Leading * FieldSpacing;

    /// <summary>A field over the whole width, or a part of it.</summary>
    public void Field(string label, string? value, TextStyle style) => Field(label, value, style, Left, Width);

    public void Field(string label, string? value, TextStyle style, double x, double width)
    {
        var element = Section.Add(StructureType.P);
        label += " ";
        var labelWidth = Measure(label, style);
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
            var gap = field == fields[^1] ? 0 : Between;
            Field(field.Label, field.Value, style, x, (field.Share * Width) - gap);
            x += field.Share * Width;
        }
    }

    /// <summary>True when every value has room beside its label.</summary>
    public bool FitOneLine(TextStyle style, params ReadOnlySpan<FormField> fields)
    {
        foreach (var field in fields)
        {
            var room =
                (field.Share * Width) - Between - Measure(field.Label, style) - (TextLines.BlankWidth * style.Size);
            if (
                field.Value is { Length: > 0 } value
                && (value.AsSpan().ContainsAny(LineBreaks) || Measure(value, style) > room)
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
