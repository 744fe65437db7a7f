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
    public static byte[] Make(string kind, TemporaryFolder folder, int pages = 5, int linesOnPage = 1)
    {
        if (kind == "hand")
        {
            return ByHand(pages);
        }
        var source = folder.File($"source-{pages}.pdf");
        if (!File.Exists(source))
        {
            Ghostscript(folder, source, pages, linesOnPage);
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
        var kids = string.Join(' ', Enumerable.Range(3, pages).Select(n => $"{n} 0 R"));
        return HandMadePdf.Build([
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
            .. Enumerable.Repeat("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>", pages),
        ]);
    }

    // Lines that no compression makes shorter.
    private static void Ghostscript(TemporaryFolder folder, string target, int pages, int lines)
    {
        var random = new Random(pages * lines);
        var script = new StringBuilder("/Helvetica findfont 12 scalefont setfont\n");
        for (var page = 1; page <= pages; page++)
        {
            script.Append($"72 750 moveto (Hoc ba, trang {page}) show\n");
            for (var line = 0; line < lines; line++)
            {
                var text = string.Concat(Enumerable.Range(0, 50).Select(_ => (char)random.Next('a', 'z' + 1)));
                script.Append($"72 {700 - line} moveto ({text}) show\n");
            }
            script.Append("showpage\n");
        }
        var source = folder.Write($"pages-{pages}.ps", script.ToString());
        Run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-o", target, source);
    }

    private static void Run(string program, params string[] arguments)
    {
        var (exit, output, error) = OutsideTool.Run(program, arguments);
        Assert.True(exit == 0, $"{program}: {output}{error}");
    }
}
