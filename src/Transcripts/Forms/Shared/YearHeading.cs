// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The first lines of a yearly page: whose, which class and year.</summary>
internal static class YearHeading
{
    public static void Draw(FormPen pen, TranscriptHeader header)
    {
        var name = new FormField(FormWords.FullName, header.Pupil.FullName, 0.5);
        var group = new FormField(FormWords.Class, header.ClassName, 0.2);
        var year = new FormField(FormWords.SchoolYear, header.SchoolYear, 0.3);
        if (pen.FitOneLine(FormStyles.Field, name, group, year))
        {
            pen.Fields(FormStyles.Field, name, group, year);
            return;
        }
        pen.Field(name.Label, name.Value, FormStyles.Field);
        pen.Fields(FormStyles.Field, group with { Share = 0.5 }, year with { Share = 0.5 });
    }

    /// <summary><c>Cầu Mây, ngày 31 tháng 5 năm 2026</c>, or the same to be filled in.</summary>
    public static string PlaceAndDate(Release? release) =>
        release is null
            ? "……………, ngày …… tháng …… năm ……"
            : $"{Capitalized(release.Place)}, {VietnameseFormat.LongDate(release.EffectiveOn)}";

    // data has "xã Nậm Mười"; the line begins with it
    private static string Capitalized(string text) =>
        text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text.AsSpan(1)}";
}
