// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What stands below the subject table of TT 22/2021: corrections, and both confirmations.</summary>
internal static class SubjectsFoot
{
    public static void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        var transcript = year.Transcript;
        var corrections = transcript.Summary?.Corrections;
        pen.Space(6);
        pen.Fields(
            FormStyles.Field,
            new FormField(
                "Trong trang này có sửa chữa ở",
                corrections is null ? null : VietnameseFormat.Number(corrections.Places),
                0.42
            ),
            new FormField("chỗ, thuộc môn học, hoạt động giáo dục:", corrections?.Subjects, 0.58)
        );
        pen.Space(6);
        Confirmations.Draw(
            pen,
            book,
            year,
            new Confirmation(SignerRole.Gvcn, "Xác nhận của Giáo viên chủ nhiệm", FormWords.Sign)
            {
                Name = transcript.Summary?.HomeroomTeacher.FullName,
            },
            new Confirmation(SignerRole.Cbql, "Xác nhận của Hiệu trưởng", FormWords.SignAndSeal)
            {
                Name = transcript.Release?.FullName,
                Position = transcript.Release?.Position,
                BearsSeal = true,
            }
        );
    }
}
