// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>PDFs of other producers, made when the test runs.</summary>
internal static class PdfFiles
{
    /// <summary>Every kind that <see cref="Make"/> knows.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    ["ghostscript", "pdftocairo", "qpdf-streams", "qpdf-linearized", "qpdf-linearized-streams", "qpdf-tables", "hand"];

    /// <summary>Makes a PDF of that kind with so many pages.</summary>
    public static byte[] Make(string kind, TemporaryFolder folder, int pages = 5)
    {
        if (kind == "hand")
        {
            return ByHand(pages);
        }
        var source = folder.File($"source-{pages}.pdf");
        if (!File.Exists(source))
        {
            Ghostscript(folder, source, pages);
        }
        var target = folder.File($"{kind}-{pages}.pdf");
        switch (kind)
        {
            case "ghostscript":
                target = source;
                break;
            case "pdftocairo":
                Run("pdftocairo", "-pdf", source, target);
                break;
            case "qpdf-streams":
                Run("qpdf", "--object-streams=generate", source, target);
                break;
            case "qpdf-linearized":
                Run("qpdf", "--linearize", source, target);
                break;
            case "qpdf-linearized-streams":
                Run("qpdf", "--linearize", "--object-streams=generate", source, target);
                break;
            default:
                Run("qpdf", "--object-streams=disable", source, target);
                break;
        }
        return File.ReadAllBytes(target);
    }

    /// <summary>The least that is a PDF, with a table.</summary>
    public static byte[] ByHand(int pages = 1)
    {
        var text = new StringBuilder("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var offsets = new List<int>();
        void Object(string body)
        {
            offsets.Add(text.Length);
            text.Append($"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        var kids = string.Join(' ', Enumerable.Range(3, pages).Select(n => $"{n} 0 R"));
        Object($"<< /Type /Pages /Kids [{kids}] /Count {pages} >>");
        for (var i = 0; i < pages; i++)
        {
            Object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>");
        }
        var xref = text.Length;
        text.Append($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            text.Append($"{offset:D10} 00000 n \n");
        }
        text.Append($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static void Ghostscript(TemporaryFolder folder, string target, int pages)
    {
        var script = folder.Write(
            $"pages-{pages}.ps",
            $"/Helvetica findfont 24 scalefont setfont 1 1 {pages} {{ 72 700 moveto (Hoc ba, page ) show 10 string cvs show showpage }} for\n"
        );
        Run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-o", target, script);
    }

    private static void Run(string program, params string[] arguments)
    {
        var (exit, output, error) = OutsideTool.Run(program, arguments);
        Assert.True(exit == 0, $"{program}: {output}{error}");
    }
}
