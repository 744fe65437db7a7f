// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The personal page: who the pupil is, confirmed by the principal.</summary>
internal sealed class PersonalPage : FormPage
{
    private const double PhotoWidth = 85; // 3 × 4 cm
    private const double PhotoHeight = 113;

    public override string Key => "personal";

    public override string Title => "Lý lịch học sinh";

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        DrawHead(pen, book);
        pen.FieldSpacing = 1.5;
        DrawPupil(pen, book, year.Transcript.Header);
        DrawFamily(pen, year.Transcript.Header);
        pen.Space(26);
        Confirmations.Draw(
            pen,
            book,
            year,
            null,
            new Confirmation(SignerRole.Cbql, FormWords.Principal, FormWords.SignAndSeal)
            {
                Above = YearHeading.PlaceAndDate(year.Transcript.Release),
                Name = year.Transcript.Release?.FullName,
                BearsSeal = true,
            }
        );
    }

    private static void DrawHead(FormPen pen, FormBook book)
    {
        var photo = new PdfRectangle(pen.Left, pen.Y, PhotoWidth, PhotoHeight);
        var (x, width) = (photo.Right + 10, pen.Right - photo.Right - 10);
        pen.Paragraph(FormWords.Country, FormStyles.FieldBold, Align.Center, x, width);
        pen.Paragraph(FormWords.Motto, FormStyles.FieldBold, Align.Center, x, width);
        var (middle, half) = (x + (width / 2), pen.Measure(FormWords.Motto, FormStyles.FieldBold) / 2);
        pen.Page.DrawLine(middle - half, pen.Y + 2, middle + half, pen.Y + 2, new LineStyle(0.7));
        pen.Space(26);
        pen.Paragraph("HỌC BẠ", FormStyles.Title, Align.Center, x, width);
        pen.Paragraph(book.Form.CoverTitle, FormStyles.Title, Align.Center, x, width);
        pen.Page.DrawRectangle(photo, LineStyle.Thin);
        using (pen.Page.Tag(pen.Section.Add(StructureType.P)))
        {
            pen.Draw("Ảnh", FormStyles.Field, Align.Center, photo.X, photo.Width, photo.Y + 42);
            pen.Draw("3 × 4 cm", FormStyles.Field, Align.Center, photo.X, photo.Width, photo.Y + 58);
        }
        pen.Y = photo.Bottom + 22;
    }

    private static void DrawPupil(FormPen pen, FormBook book, TranscriptHeader header)
    {
        var (pupil, style) = (header.Pupil, FormStyles.Body);
        pen.Fields(
            style,
            new FormField(FormWords.FullName, pupil.FullName, 0.68),
            new FormField("Giới tính:", GenderOf(pupil.Gender), 0.32)
        );
        pen.Field("Ngày sinh:", VietnameseFormat.LongDate(pupil.BornOn)["ngày ".Length..], style);
        pen.Fields(
            style,
            new FormField("Dân tộc:", pupil.Ethnicity, 0.5),
            new FormField("Quốc tịch:", pupil.Nationality, 0.5)
        );
        pen.Field("Nơi sinh:", pupil.Birthplace, style);
        pen.Field("Quê quán:", pupil.Hometown, style);
        pen.Field("Nơi ở hiện nay:", pupil.Address, style);
        pen.Fields(
            style,
            new FormField("Mã định danh:", pupil.PersonalId, 0.5),
            new FormField("Mã trường:", header.SchoolCode, 0.5)
        );
        if (book.Form.Level != SchoolLevel.TieuHoc || pupil.PolicyGroup is not null)
        {
            pen.Field("Đối tượng chính sách:", pupil.PolicyGroup, style);
        }
        if (pupil.NotAssessed)
        {
            pen.Paragraph("Học sinh khuyết tật, không đánh giá.", FormStyles.BodyItalic);
        }
    }

    private static void DrawFamily(FormPen pen, TranscriptHeader header)
    {
        var isPrimary = header.Level == SchoolLevel.TieuHoc;
        Draw(pen, "Họ và tên cha:", header.Pupil.Father, isPrimary);
        Draw(pen, "Họ và tên mẹ:", header.Pupil.Mother, isPrimary);
        Draw(pen, "Họ và tên người giám hộ:", header.Pupil.Guardian, isPrimary);
    }

    private static void Draw(FormPen pen, string label, FamilyMember? person, bool isPrimary)
    {
        if (isPrimary && person?.Occupation is null)
        {
            pen.Field(label, person?.FullName, FormStyles.Body);
            return;
        }
        pen.Fields(
            FormStyles.Body,
            new FormField(label, person?.FullName, 0.64),
            new FormField("Nghề nghiệp:", person?.Occupation, 0.36)
        );
    }

    private static string GenderOf(Gender gender) =>
        gender switch
        {
            Gender.Male => "Nam",
            Gender.Female => "Nữ",
            _ => "Khác",
        };
}
