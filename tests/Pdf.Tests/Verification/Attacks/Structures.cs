// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>Updates whose structure is wrong on purpose.</summary>
internal static class Structures
{
    /// <summary>An update with text as it is given, of which nothing is looked at.</summary>
    public static byte[] Append(byte[] pdf, Func<int, string> write) =>
        [.. pdf, .. Encoding.Latin1.GetBytes(write(pdf.Length))];

    /// <summary>Where the newest cross-reference is.</summary>
    public static long Newest(byte[] pdf) => PdfFile.Open(pdf, PdfLimits.Default).Sections[0].Offset;

    /// <summary>The first place of a text.</summary>
    public static int Find(byte[] pdf, string text)
    {
        var at = pdf.AsSpan().IndexOf(Encoding.Latin1.GetBytes(text));
        Assert.True(at >= 0, text);
        return at;
    }

    /// <summary>An update of one entry that leads to octets that were there.</summary>
    public static byte[] WithEntry(byte[] pdf, int number, string head) =>
        Table(pdf, $"{number} 1\n{Find(pdf, head):D10} 00000 n \n");

    /// <summary>A cross-reference table alone.</summary>
    public static byte[] Table(byte[] pdf, string lines, string trailer = "", string before = "") =>
        Append(
            pdf,
            start =>
                $"{before}xref\n{lines}trailer\n<< /Size 20 /Root 1 0 R /Prev {Newest(pdf)} {trailer} >>\n"
                + $"startxref\n{start + before.Length}\n%%EOF\n"
        );

    /// <summary>A harmless update with something in front that no cross-reference names.</summary>
    public static byte[] WithJunk(string junk)
    {
        byte[] pdf = Attack.Plain.Build();
        return Table(pdf, "0 1\n0000000000 65535 f \n", "", junk);
    }
}
