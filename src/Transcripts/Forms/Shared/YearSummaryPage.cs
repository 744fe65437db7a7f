// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The summary page of TT 22/2021: ratings, promotion, awards, the homeroom teacher's remark, the principal.</summary>
/// <param name="completion">The label of the field for the end of the level.</param>
internal sealed class YearSummaryPage(string completion) : FormPage
{
    private const int BlankRemarkLines = 4;

    public override string Key => "summary";

    public override string Title => "Tổng kết năm học";

    public override bool IsYearly => true;

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        pen.Heading(StructureType.H1, "KẾT QUẢ RÈN LUYỆN VÀ HỌC TẬP", FormStyles.Title, Align.Center);
        pen.Space(4);
        YearHeading.Draw(pen, year.Transcript.Header);
        pen.Space(6);
        SummaryTable.Draw(pen, year.Transcript.Summary?.Secondary);
        pen.Space(8);
        DrawOutcome(pen, year.Transcript);
        DrawRemark(pen, book, year);
        pen.Space(8);
        DrawPrincipal(pen, book, year);
    }

    private void DrawOutcome(FormPen pen, Transcript transcript)
    {
        var (summary, style) = (transcript.Summary, FormStyles.Field);
        var next = PromotionWords.Of(summary, transcript.Header);
        pen.Field("- Được lên lớp:", next.Promoted, style);
        pen.Field("- Được lên lớp sau khi đánh giá lại môn học hoặc rèn luyện trong kì nghỉ hè:", next.Again, style);
        pen.Field("- Không được lên lớp:", next.Not, style);
        pen.Field($"- {completion}", PromotionWords.Completion(summary?.LevelCompleted), style);
        pen.Field("- Chứng chỉ (nếu có):", VietnameseFormat.List(summary?.Certificates), style);
        pen.Field("- Kết quả tham gia các cuộc thi (nếu có):", VietnameseFormat.List(summary?.Competitions), style);
        pen.Field("- Khen thưởng (nếu có):", VietnameseFormat.List(summary?.Awards), style);
    }

    private static void DrawRemark(FormPen pen, FormBook book, SignedTranscript year)
    {
        pen.Space(8);
        pen.Heading(StructureType.H2, "NHẬN XÉT CỦA GIÁO VIÊN CHỦ NHIỆM", FormStyles.FieldBold, Align.Center);
        pen.Space(2);
        var summary = year.Transcript.Summary;
        if (string.IsNullOrWhiteSpace(summary?.Remark))
        {
            pen.BlankLines(BlankRemarkLines, FormStyles.Field);
        }
        else
        {
            pen.Paragraph(summary.Remark, FormStyles.Field);
        }
        pen.Space(6);
        Confirmations.Draw(
            pen,
            book,
            year,
            null,
            new Confirmation(SignerRole.Gvcn, "GIÁO VIÊN CHỦ NHIỆM", FormWords.Sign)
            {
                Name = summary?.HomeroomTeacher.FullName,
            }
        );
    }

    private static void DrawPrincipal(FormPen pen, FormBook book, SignedTranscript year)
    {
        var release = year.Transcript.Release;
        var reserves = book.ReservesFieldsIn(year);
        Confirmations.Draw(
            pen,
            book,
            year,
            new Confirmation(SignerRole.PhatHanh, "PHÁT HÀNH", "(Đóng dấu số)")
            {
                Above = FormWords.Blank,
                ReservesField = reserves,
            },
            new Confirmation(SignerRole.Cbql, FormWords.Principal, FormWords.SignAndSeal)
            {
                Above = YearHeading.PlaceAndDate(release),
                Name = release?.FullName,
                Position = release?.Position,
                ReservesField = reserves,
            }
        );
    }
}
