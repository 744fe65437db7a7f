// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Tiểu học (TT 27/2020): "4. Đánh giá kết quả giáo dục", "5. Khen thưởng", "6. Hoàn thành chương trình lớp học".</summary>
internal sealed class PrimaryOutcomePage : FormPage
{
    public override string Key => "outcome";

    public override string Title => "Đánh giá kết quả giáo dục";

    public override bool IsYearly => true;

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        var summary = year.Transcript.Summary;
        YearHeading.Draw(pen, year.Transcript.Header);
        Part(pen, "4. Đánh giá kết quả giáo dục", LevelWords.Of(summary?.Primary?.Outcome), 1);
        Part(pen, "5. Khen thưởng", VietnameseFormat.List(summary?.Awards), 3);
        Part(pen, "6. Hoàn thành chương trình lớp học", Completion(year.Transcript), 2);
        Others(pen, summary);
        pen.Space(20);
        DrawConfirmations(pen, book, year);
    }

    private static void Part(FormPen pen, string title, string? text, int blankLines)
    {
        pen.Space(10);
        pen.Heading(StructureType.H1, title, FormStyles.BodyBold, Align.Left);
        pen.Space(2);
        if (string.IsNullOrWhiteSpace(text))
        {
            pen.BlankLines(blankLines, FormStyles.Body);
        }
        else
        {
            pen.Paragraph(text, FormStyles.Body);
        }
    }

    /// <summary>What the data may hold and the paper form has no line for: shown when it is there.</summary>
    private static void Others(FormPen pen, YearSummary? summary)
    {
        if (VietnameseFormat.List(summary?.Competitions) is { } competitions)
        {
            Part(pen, "Kết quả tham gia các cuộc thi", competitions, 0);
        }
        if (VietnameseFormat.List(summary?.Certificates) is { } certificates)
        {
            Part(pen, "Chứng chỉ", certificates, 0);
        }
        if (summary is { Remark: { Length: > 0 } remark })
        {
            Part(pen, "Nhận xét của giáo viên chủ nhiệm", remark, 0);
        }
        if (summary?.Corrections is { } corrections)
        {
            var subjects = corrections.Subjects is null
                ? ""
                : $", thuộc môn học, hoạt động giáo dục: {corrections.Subjects}";
            pen.Space(8);
            pen.Paragraph(
                $"Trong học bạ này có sửa chữa ở {VietnameseFormat.Number(corrections.Places)} chỗ{subjects}.",
                FormStyles.BodyItalic
            );
        }
    }

    private static void DrawConfirmations(FormPen pen, FormBook book, SignedTranscript year)
    {
        var transcript = year.Transcript;
        Confirmations.Draw(
            pen,
            book,
            year,
            new Confirmation(SignerRole.Cbql, "Xác nhận của Hiệu trưởng", FormWords.SignAndSeal)
            {
                Above = FormWords.Blank,
                Name = transcript.Release?.FullName,
                Position = transcript.Release?.Position,
                BearsSeal = true,
                ReservesField = book.ReservesFieldsIn(year),
            },
            new Confirmation(SignerRole.Gvcn, "Giáo viên chủ nhiệm", FormWords.Sign)
            {
                Above = YearHeading.PlaceAndDate(transcript.Release),
                Name = transcript.Summary?.HomeroomTeacher.FullName,
            }
        );
    }

    private static string? Completion(Transcript transcript)
    {
        if (transcript.Summary is not { } summary)
        {
            return null;
        }
        var (grade, isLast) = (transcript.Header.Grade, PromotionWords.IsLastOfLevel(transcript.Header));
        var next = isLast ? "." : $", được lên lớp {grade + 1}.";
        var words = summary.Promotion switch
        {
            Promotion.Promoted => $"Hoàn thành chương trình lớp {grade}{next}",
            Promotion.PromotedAfterReassessment =>
                $"Hoàn thành chương trình lớp {grade} sau khi đánh giá bổ sung{next}",
            _ => $"Chưa hoàn thành chương trình lớp {grade}, học lại lớp {grade}.",
        };
        // What is stated of the level stands beside what is stated of the class: neither hides the other.
        return summary.LevelCompleted switch
        {
            true => $"{words} Đã hoàn thành chương trình tiểu học.",
            false => $"{words} Chưa hoàn thành chương trình tiểu học.",
            null => words,
        };
    }
}
