// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.Cli;
using HocBaSo.Signing.Pdf.Conformance;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Interop;

/// <summary>The PDFs of pairs that the real server rendered and sealed, before the rules of PDF/A-3b and the tools of others.</summary>
[Collection(nameof(SealedFiles))]
public sealed class PairTests(SealedFiles files)
{
    [Fact]
    public void Pdf_WhenPairIsSealed_KeepsTheRulesOfPdfA3()
    {
        Assert.Equal(6, files.PairedPdfs.Count);
        Assert.All(files.PairedPdfs, static pdf => Assert.Empty(PdfARules.Check(File.ReadAllBytes(pdf))));
    }

    [Fact]
    public void Pdf_WhenAskedByQpdfAndPoppler_IsWholeWithEmbeddedFontsAndValidSignatures()
    {
        foreach (var pdf in files.PairedPdfs)
        {
            Assert.DoesNotContain("WARNING", Run("qpdf", "--check", pdf), StringComparison.Ordinal);
            var fonts = Run("pdffonts", pdf).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
            Assert.NotEmpty(fonts);
            Assert.All(fonts, static font => Assert.Matches("^[A-Z]{6}\\+.* yes yes yes ", font));
            var signatures = Run("pdfsig", "-nocert", pdf);
            Assert.Equal(2, signatures.Split("Signature Validation: Signature is Valid.").Length - 1);
        }
    }

    [Fact]
    public void Xml_WhenTakenOutOfThePdfByQpdf_IsTheOtherHalf()
    {
        foreach (var pdf in files.PairedPdfs)
        {
            var name = Run("qpdf", "--list-attachments", pdf).Split(" -> ", 2)[0].Trim();
            var xml = File.ReadAllText(Path.ChangeExtension(pdf, ".xml"));
            Assert.Equal(xml, Run("qpdf", pdf, $"--show-attachment={name}"));
        }
    }

    [Fact]
    public async Task HbsVerify_WhenGivenBothHalves_PassesAll()
    {
        string[] all = [.. files.PairedPdfs.SelectMany(static pdf => new[] { Path.ChangeExtension(pdf, ".xml"), pdf })];
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await HbsCommandLine.RunAsync(
            ["verify", "--json", "--trust", files.TrustAnchors, .. all],
            new Terminal(TextReader.Null, output, error)
        );

        Assert.True(code == ExitCode.Success, output + error.ToString());
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(all, lines.Select(static l => JsonDocument.Parse(l).RootElement.GetProperty("file").GetString()));
    }

    private static string Run(string program, params string[] arguments)
    {
        var (exit, output, error) = OutsideTool.Run(program, arguments);
        Assert.True(exit == 0, output + error);
        return output;
    }
}
