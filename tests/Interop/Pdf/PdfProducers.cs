// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Interop;

/// <summary>PDFs of other people's programs, made when the test runs; each once.</summary>
public sealed class PdfProducers : IDisposable
{
    private const string Source = "gs-1.7";

    // Text, lines, a colour, an annotation: what a page of a record has.
    private const string PostScript = """
        /page {
          /Helvetica findfont 14 scalefont setfont 0 setgray
          72 760 moveto (So Giao duc va Dao tao, trang ) show 20 string cvs show
          0.8 0.1 0.1 setrgbcolor 72 700 200 40 rectfill 0 setgray 72 650 moveto 520 600 lineto stroke
          [ /Rect [72 700 272 740] /Border [0 0 1] /Action << /Subtype /URI /URI (https://example.org/) >> /Subtype /Link /ANN pdfmark
          showpage
        } def
        1 page 2 page 3 page
        """;

    private const string Html = """
        <!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Học bạ</title></head><body>
        <h1>HỌC BẠ TRUNG HỌC CƠ SỞ</h1><p>Họ và tên: <b>Nguyễn Thị Ánh Tuyết</b></p>
        <table border="1"><tr><th>Môn học</th><th>Cả năm</th></tr><tr><td>Toán</td><td>9,3</td></tr></table>
        <p style="page-break-before:always">Nhận xét: chăm ngoan. <a href="https://example.org/">Tra cứu</a></p></body></html>
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<byte[]>> _made = new(StringComparer.Ordinal);

    /// <summary>What every machine with the test packages can make.</summary>
    public static TheoryData<string> Usual { get; } =
    [
        "gs-1.4",
        "gs-1.5",
        Source,
        "gs-2.0",
        "pdftocairo",
        "qpdf-tables",
        "qpdf-object-streams",
        "qpdf-linearized",
        "qpdf-linearized-object-streams",
        "qpdf-qdf",
    ];

    /// <summary>Programs of some hundred megabytes.</summary>
    public static TheoryData<string> Large { get; } = ["libreoffice-writer", "libreoffice-pdfa", "chromium"];

    /// <summary>The PDF of a kind.</summary>
    public byte[] Make(string kind) => _made.GetOrAdd(kind, k => new Lazy<byte[]>(() => Produce(k))).Value;

    public void Dispose() => _folder.Dispose();

    private byte[] Produce(string kind)
    {
        var target = _folder.File(kind + ".pdf");
        switch (kind)
        {
            case "pdftocairo":
                Run("pdftocairo", "-pdf", SourceFile(), target);
                break;
            case "chromium":
                string[] quiet =
                [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    $"--user-data-dir={_folder.File("chromium")}",
                ];
                Run("chromium", [.. quiet, $"--print-to-pdf={target}", _folder.Write("page.html", Html)]);
                break;
            case "libreoffice-writer":
                LibreOffice(target, "pdf:writer_web_pdf_Export");
                break;
            case "libreoffice-pdfa":
                LibreOffice(target, """pdf:writer_web_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}""");
                break;
            case var gs when gs.StartsWith("gs-", StringComparison.Ordinal):
                Ghostscript(target, gs[3..]);
                break;
            default:
                Run("qpdf", [.. QpdfOptions(kind), SourceFile(), target]);
                break;
        }
        return File.ReadAllBytes(target);
    }

    private static string[] QpdfOptions(string kind) =>
        kind switch
        {
            "qpdf-tables" => ["--object-streams=disable"],
            "qpdf-object-streams" => ["--object-streams=generate"],
            "qpdf-linearized" => ["--linearize", "--object-streams=disable"],
            "qpdf-linearized-object-streams" => ["--linearize", "--object-streams=generate"],
            "qpdf-qdf" => ["--qdf"],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such producer."),
        };

    private string SourceFile()
    {
        var file = _folder.File("source.pdf");
        lock (_made)
        {
            if (!File.Exists(file))
            {
                File.WriteAllBytes(file, Make(Source));
            }
        }
        return file;
    }

    private void Ghostscript(string target, string level)
    {
        var script = _folder.Write($"{level}.ps", PostScript);
        string[] options = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite"];
        Run("gs", [.. options, $"-dCompatibilityLevel={level}", "-o", target, script]);
    }

    private void LibreOffice(string target, string filter)
    {
        // It names its output after its input.
        var source = _folder.Write(Path.GetFileNameWithoutExtension(target) + ".html", Html);
        var profile = $"-env:UserInstallation={new Uri(_folder.File("libreoffice"))}";
        Run("soffice", profile, "--headless", "--convert-to", filter, "--outdir", _folder.Path, source);
    }

    private static void Run(string program, params string[] arguments)
    {
        var (exit, output, error) = OutsideTool.Run(program, arguments);
        Assert.True(exit == 0, $"{program}: {output}{error}");
    }
}
