// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>Saves a file once more, as an attacker or an honest program does.</summary>
internal static class Update
{
    /// <summary>Appends objects with a cross-reference table.</summary>
    public static byte[] Append(byte[] pdf, params (int Number, string? Body)[] objects) => Append(pdf, "", objects);

    /// <summary>The same with more entries in the trailer, which win over those that are usual; an object without body is freed.</summary>
    public static byte[] Append(byte[] pdf, string trailer, params (int Number, string? Body)[] objects)
    {
        var file = PdfFile.Open(pdf, PdfLimits.Default);
        var text = new StringBuilder();
        var xref = new StringBuilder("xref\n0 1\n0000000000 65535 f \n");
        foreach (var (number, body) in objects)
        {
            xref.Append(
                body is null
                    ? $"{number} 1\n0000000000 00001 f \n"
                    : $"{number} 1\n{pdf.Length + text.Length:D10} 00000 n \n"
            );
            text.Append(body is null ? "" : $"{number} 0 obj\n{body}\nendobj\n");
        }
        var size = Math.Max(file.Newest.ObjectCount, objects.Length == 0 ? 0 : objects.Max(o => o.Number) + 1);
        var root = trailer.Contains("/Root", StringComparison.Ordinal) ? "" : "/Root 1 0 R";
        var previous = trailer.Contains("/Prev", StringComparison.Ordinal) ? "" : $"/Prev {file.Sections[0].Offset}";
        var start = pdf.Length + text.Length;
        text.Append($"{xref}trailer\n<< /Size {size} {root} {previous} {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return [.. pdf, .. Encoding.Latin1.GetBytes(text.ToString())];
    }

    /// <summary>The newest text of an object, with one piece of it changed.</summary>
    public static (int Number, string? Body) Edit(byte[] pdf, int number, string old, string now)
    {
        var text = PdfFile.Open(pdf, PdfLimits.Default).Newest.Get(new PdfReference(number, 0)).Value.ToString();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return (number, text.Replace(old, now, StringComparison.Ordinal));
    }

    /// <summary>Changes octets where they are, to as many others.</summary>
    public static byte[] Patch(byte[] pdf, string old, string now)
    {
        Assert.Equal(old.Length, now.Length);
        var copy = pdf.ToArray();
        var at = copy.AsSpan().IndexOf(Encoding.Latin1.GetBytes(old));
        Assert.True(at >= 0, old);
        Encoding.Latin1.GetBytes(now).CopyTo(copy, at);
        return copy;
    }
}
