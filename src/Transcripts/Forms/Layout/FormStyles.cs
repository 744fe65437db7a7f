// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The type sizes of the forms: 13 points as decree 30/2020 has it, smaller where a table has to fit.</summary>
internal static class FormStyles
{
    /// <summary>Text of a page, fields.</summary>
    public static readonly TextStyle Body = new(FontStyle.Regular, 13);

    public static readonly TextStyle BodyBold = new(FontStyle.Bold, 13);

    public static readonly TextStyle BodyItalic = new(FontStyle.Italic, 13);

    /// <summary>The title of a page.</summary>
    public static readonly TextStyle Title = new(FontStyle.Bold, 15);

    /// <summary>The fields above a table.</summary>
    public static readonly TextStyle Field = new(FontStyle.Regular, 12);

    public static readonly TextStyle FieldBold = new(FontStyle.Bold, 12);

    public static readonly TextStyle FieldItalic = new(FontStyle.Italic, 12);

    /// <summary>Cells.</summary>
    public static readonly TextStyle Cell = new(FontStyle.Regular, 11.5);

    public static readonly TextStyle CellBold = new(FontStyle.Bold, 11.5);

    /// <summary>Heads of tables.</summary>
    public static readonly TextStyle Head = new(FontStyle.Bold, 11);

    /// <summary>Second rows of heads, where columns are narrow.</summary>
    public static readonly TextStyle SubHead = new(FontStyle.Bold, 10);

    public static readonly TextStyle HeadHint = new(FontStyle.Italic, 10.5);

    /// <summary>Remarks in tables, which are long.</summary>
    public static readonly TextStyle Remark = new(FontStyle.Regular, 11);

    /// <summary>What the page tells of digital signatures in confirmations.</summary>
    public static readonly TextStyle Signature = new(FontStyle.Regular, 8.5);

    /// <summary>The same beside a subject.</summary>
    public static readonly TextStyle SmallSignature = new(FontStyle.Regular, 7);

    /// <summary>Feet of pages, marks of copies.</summary>
    public static readonly TextStyle Mark = new(FontStyle.Regular, 8.5);

    public static readonly TextStyle MarkBold = new(FontStyle.Bold, 11);
}
