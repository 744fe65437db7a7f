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
                $"{before}xref\n{lines}trailer\n<< /Size 20 {Unless(trailer, "/Root", "1 0 R")} "
                + $"{Unless(trailer, "/Prev", $"{Newest(pdf)}")} {trailer} >>\n"
                + $"startxref\n{start + before.Length}\n%%EOF\n"
        );

    private static string Unless(string trailer, string key, string value) =>
        trailer.Contains(key, StringComparison.Ordinal) ? "" : $"{key} {value}";

    /// <summary>A harmless update with something in front that no cross-reference names.</summary>
    public static byte[] WithJunk(string junk)
    {
        var pdf = new HandSigned().Build();
        return Table(pdf, "0 1\n0000000000 65535 f \n", "", junk);
    }

    /// <summary>An update with an object stream and a cross-reference stream.</summary>
    public static byte[] Streamed(byte[] pdf, int number, (int Number, string Body)[] objects, int named = 0)
    {
        var (head, bodies) = ("", "");
        foreach (var (inside, body) in objects)
        {
            head += $"{inside} {bodies.Length} ";
            bodies += body + " ";
        }
        var stream =
            $"{number} 0 obj\n<< /Type /ObjStm /N {objects.Length} /First {head.Length} /Length {head.Length + bodies.Length} >>\n"
            + $"stream\n{head}{bodies}\nendstream\nendobj\n";
        return Append(
            pdf,
            start =>
            {
                var xref = start + stream.Length;
                var rows = $"02{number:X6}{named:X2}" + $"01{start:X6}00" + $"01{xref:X6}00>";
                return $"{stream}19 0 obj\n<< /Type /XRef /Size 20 /Root 1 0 R /Prev {Newest(pdf)} /W [1 3 1] "
                    + $"/Index [{objects[0].Number} 1 {number} 1 19 1] /Filter /ASCIIHexDecode /Length {rows.Length} >>\n"
                    + $"stream\n{rows}\nendstream\nendobj\nstartxref\n{xref}\n%%EOF\n";
            }
        );
    }

    /// <summary>A hybrid update: the table and the hidden stream both place object 8, which pages draw.</summary>
    public static byte[] HybridTwice(byte[] pdf) =>
        Hybrid(
            pdf,
            8,
            "8 0 obj\n<< /Length 2 >>\nstream\nq \nendstream\nendobj\n",
            null,
            $"8 1\n{Find(pdf, "8 0 obj"):D10} 00000 n \n"
        );

    /// <summary>A hybrid update that fills in the field 7.</summary>
    public static byte[] HybridFill(byte[] pdf) =>
        Hybrid(
            pdf,
            7,
            $"7 0 obj\n{Update.Edit(pdf, 7, "/V (8)", "/V (9)").Body}\nendobj\n",
            null,
            "7 1\n0000000000 00000 f \n"
        );

    /// <summary>A hybrid update whose hidden stream places an object that was there, and the table frees it or says nothing.</summary>
    public static byte[] Hybrid(byte[] pdf, int number, int place, string? freeGeneration) =>
        Hybrid(
            pdf,
            number,
            "",
            place,
            freeGeneration is null ? "0 1\n0000000000 65535 f \n" : $"{number} 1\n0000000000 {freeGeneration} f \n"
        );

    /// <summary>A hybrid update as it is meant: validation data in an object that readers of tables need not see.</summary>
    public static byte[] HybridStore(byte[] pdf)
    {
        var catalog = $"1 0 obj\n{Update.Edit(pdf, 1, "/Pages", "/DSS 18 0 R /Pages").Body}\nendobj\n";
        return Hybrid(
            pdf,
            18,
            $"{catalog}18 0 obj\n<< >>\nendobj\n",
            pdf.Length + catalog.Length,
            $"1 1\n{pdf.Length:D10} 00000 n \n18 1\n0000000000 00000 f \n"
        );
    }

    // The hidden stream places one object: where it is told, or where the update begins.
    private static byte[] Hybrid(byte[] pdf, int number, string bodies, int? place, string lines) =>
        Append(
            pdf,
            start =>
            {
                var hidden = start + bodies.Length;
                var rows = $"01{place ?? start:X6}00>";
                var stream =
                    $"19 0 obj\n<< /Type /XRef /Size 20 /W [1 3 1] /Index [{number} 1] /Filter /ASCIIHexDecode "
                    + $"/Length {rows.Length} >>\nstream\n{rows}\nendstream\nendobj\n";
                return $"{bodies}{stream}xref\n{lines}trailer\n<< /Size 20 /Root 1 0 R /Prev {Newest(pdf)} "
                    + $"/XRefStm {hidden} >>\nstartxref\n{hidden + stream.Length}\n%%EOF\n";
            }
        );
}
