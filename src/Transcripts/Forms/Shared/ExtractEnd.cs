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
        pen.Paragraph(
            $"Trích sao từ học bạ số có mã tra cứu {book.Newest.Header.LookupCode}, năm học {book.Newest.Header.SchoolYear}.",
            FormStyles.Field,
            Align.Center
        );
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
}
