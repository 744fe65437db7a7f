// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Trang bìa.</summary>
internal sealed class CoverPage : FormPage
{
    private const double Frame = 32; // from the paper's edge
    private static readonly TextStyle s_large = new(FontStyle.Bold, 36);
    private static readonly TextStyle s_level = new(FontStyle.Bold, 24);
    private static readonly TextStyle s_country = new(FontStyle.Bold, 13);
    private static readonly TextStyle s_field = new(FontStyle.Regular, 14);

    public override string Key => "cover";

    public override string Title => "Bìa";

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        var header = year.Transcript.Header;
        DrawFrame(pen, book);
        pen.Space(14);
        pen.Paragraph(FormWords.Country, s_country, Align.Center);
        pen.Space(2);
        pen.Paragraph(FormWords.Motto, FormStyles.BodyBold, Align.Center);
        var half = pen.Measure(FormWords.Motto, FormStyles.BodyBold) / 2;
        pen.Page.DrawLine(pen.Middle - half, pen.Y + 2, pen.Middle + half, pen.Y + 2, new LineStyle(0.8));
        pen.Space(44);
        pen.Paragraph(FormWords.Ministry, FormStyles.BodyBold, Align.Center);
        pen.Space(2);
        pen.Paragraph(
            $"{FormWords.Department} {header.Province.ToUpperInvariant()}",
            FormStyles.BodyBold,
            Align.Center
        );
        pen.Space(110);
        pen.Heading(StructureType.H1, "HỌC BẠ", s_large, Align.Center);
        pen.Space(4);
        pen.Heading(StructureType.H1, book.Form.CoverTitle, s_level, Align.Center);
        pen.Space(120);
        var (x, width) = (pen.Left + 34, pen.Width - 68);
        pen.Field("Họ và tên học sinh:", header.Pupil.FullName, s_field, x, width);
        pen.Space(8);
        pen.Field("Trường:", header.SchoolName, s_field, x, width);
        pen.Space(8);
        pen.Field("Xã (Phường):", header.Commune, s_field, x, width);
        pen.Space(8);
        pen.Field("Tỉnh (Thành phố):", header.Province, s_field, x, width);
        pen.Space(60);
        pen.Field("Số sổ đăng bộ:", header.RegisterNumber, s_field, x, width / 2);
    }

    private static void DrawFrame(FormPen pen, FormBook book)
    {
        if (book.Copy is not (ExtractCopy or ConversionCopy))
        {
            var size = pen.Page.Size;
            var outer = new PdfRectangle(Frame, Frame, size.Width - (2 * Frame), size.Height - Frame - 40);
            pen.Page.DrawRectangle(outer, new LineStyle(2));
            pen.Page.DrawRectangle(
                new(outer.X + 4, outer.Y + 4, outer.Width - 8, outer.Height - 8),
                new LineStyle(0.6)
            );
        }
    }
}
