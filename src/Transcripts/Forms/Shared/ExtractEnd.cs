// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The end of an extract: from what it was taken, and where the school confirms it.</summary>
internal static class ExtractEnd
{
    public static void Draw(FormPen pen, FormBook book)
    {
        pen.Space(14);
        pen.Heading(StructureType.H2, "XÁC NHẬN BẢN TRÍCH SAO", FormStyles.FieldBold, Align.Center, keep: 200);
        foreach (var header in Sources(pen, book))
        {
            pen.Paragraph(
                $"Trích sao từ học bạ số của {header.Pupil.FullName}, mã tra cứu {header.LookupCode}, năm học {header.SchoolYear}.",
                FormStyles.Field,
                Align.Center
            );
        }
        pen.Space(4);
        var unsigned = book.NewestYear with { Signatures = [] }; // the extract itself is not signed yet
        Confirmations.Draw(
            pen,
            book,
            unsigned,
            new Confirmation(SignerRole.PhatHanh, "PHÁT HÀNH", "(Đóng dấu số)")
            {
                Above = FormWords.Blank,
                ReservesField = book.ReservesFields,
            },
            new Confirmation(SignerRole.Cbql, FormWords.Principal, FormWords.SignAndSeal)
            {
                Above = YearHeading.PlaceAndDate(null),
                ReservesField = book.ReservesFields,
            }
        );
    }

    /// <summary>The years that pages were taken from; pages of the whole book are drawn from the newest.</summary>
    private static IEnumerable<TranscriptHeader> Sources(FormPen pen, FormBook book) =>
        book
            .Years.Where(year =>
                pen.Pages.Any(page =>
                    (page.SchoolYear ?? book.Newest.Header.SchoolYear) == year.Transcript.Header.SchoolYear
                )
            )
            .Select(static year => year.Transcript.Header);
}
