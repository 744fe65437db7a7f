// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The characters that nearly every document of a school needs: the content of the fixed subset of each face.</summary>
internal static class VietnameseText
{
    /// <summary>The letters of Vietnamese that are not ASCII, both cases: 7 letters and their tones, and the tones of the 5 plain vowels and y.</summary>
    public const string Letters =
        "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
        + "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

    /// <summary>The printable characters of ASCII.</summary>
    public static readonly string Ascii = string.Concat(Enumerable.Range(0x20, 0x5F).Select(code => (char)code));

    /// <summary>Signs of forms: no-break space, degree, dashes, quotation marks, dots, bullet, multiplication, comparison, copyright.</summary>
    public const string Signs = "\u00A0°·×÷±«»§©–—‘’“”…•≤≥₫";

    /// <summary>All of these.</summary>
    public static readonly string All = Ascii + Letters + Signs;
}
