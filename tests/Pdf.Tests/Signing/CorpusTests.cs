// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Unsigned files of other people: signed so that other tools agree, or refused with the reason.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    // The cross-reference of the one tells wrong offsets: qpdf calls it damaged as well. In the other an object that nobody
    // uses has no value: what stands behind its first signature could not be compared.
    private static readonly string[] Damaged = ["minimal-annotless.pdf", "CompactedPDFSyntaxTest.pdf"];
    private const string NotRun = "NOT RUN: no shared/corpora beside the repository, and HBS_CORPORA is not set.";

    [Fact]
    public async Task Sign_WhenOthersMadeTheFile_OtherToolsAgreeOrItIsRefusedWithTheReason()
    {
        if (Corpus.Find() is not { } folder)
        {
            output.WriteLine(NotRun);
            return;
        }
        using var house = new PdfHouse(TestKey.Ec);
        var refused = new List<string>();
        foreach (var row in Corpus.Rows(folder, "pdf").Where(r => r.Expected == "input"))
        {
            var pdf = await File.ReadAllBytesAsync(row.File);
            try
            {
                var signed = await house.SignAsync(pdf, "GVCN");
                Assert.True(signed.AsSpan().StartsWith(pdf), row.File);
                var said = OutsideTool.Run("pdfsig", "-nocert", house.Folder.Write("c.pdf", signed)).Output;
                Assert.True(OtherTools.Count(said, "Signature is Valid") == 1, row.File + said);
                OtherTools.RequireOpenSsl(house, OtherTools.Find(signed)[^1]);
            }
            catch (SigningException refusal)
            {
                Assert.StartsWith("offset ", refusal.Field, StringComparison.Ordinal);
                var isEncrypted =
                    refusal is { Kind: SigningErrorKind.UnsupportedFormat, Message: "The file is encrypted." };
                Assert.True(isEncrypted || Damaged.Contains(Path.GetFileName(row.File)), row.File);
                refused.Add(row.File);
            }
        }
        Assert.Equal(20, refused.Count);
    }

    [Fact]
    public async Task Sign_WhenAFileIsDamagedOrAttacked_OnlySignsOrRefuses()
    {
        if (Corpus.Find() is not { } folder)
        {
            output.WriteLine(NotRun);
            return;
        }
        using var house = new PdfHouse(TestKey.Ec);
        foreach (var row in Corpus.Rows(folder, "pdf").Where(r => r.Expected != "input"))
        {
            var pdf = await File.ReadAllBytesAsync(row.File);
            var fault = await Record.ExceptionAsync(() => house.SignAsync(pdf, "GVCN"));
            Assert.True(fault is null or SigningException, $"{row.File}: {fault}");
        }
    }
}
