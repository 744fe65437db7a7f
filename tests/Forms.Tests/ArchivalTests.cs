// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.Pdf.Conformance;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>PDF/A-3b of every level, before and after it is sealed with everything that can be seen of a seal.</summary>
public sealed class ArchivalTests(SealedRenditions files) : IClassFixture<SealedRenditions>
{
    [Theory]
    [InlineData(SchoolLevel.TieuHoc)]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public async Task Rendition_WhenSealedAndStamped_KeepsTheRulesOfPdfA3(SchoolLevel level)
    {
        var pdf = SealedRenditions.Render(level, PdfConformance.PdfA3b);
        Assert.Empty(PdfARules.Check(pdf));
        OtherTools.RequireWhole(files.House, pdf);

        var signed = await files.SealAsync(pdf);
        Assert.Empty(PdfARules.Check(signed));
        var stamped = await files.House.TimestampAsync(signed);
        Assert.Empty(PdfARules.Check(stamped));

        RequireSigned(pdf, stamped);
    }

    [Theory]
    [InlineData(SchoolLevel.TieuHoc, PdfConformance.PdfA3b)]
    [InlineData(SchoolLevel.Thcs, PdfConformance.PdfA3b)]
    [InlineData(SchoolLevel.Thpt, PdfConformance.PdfA3b)]
    [InlineData(SchoolLevel.Thcs, PdfConformance.PdfA1b)]
    public async Task Fonts_WhenListed_AreAllEmbeddedSubsetsWithUnicode(SchoolLevel level, PdfConformance conformance)
    {
        var pdf = SealedRenditions.Render(level, conformance);
        foreach (var revision in new[] { pdf, await files.StampAsync(pdf) })
        {
            var lines = files.Ask("pdffonts", revision).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
            Assert.NotEmpty(lines);
            Assert.All(
                lines,
                static line => Assert.Matches("^[A-Z]{6}\\+.*CID TrueType +Identity-H +yes yes yes", line)
            );
        }
    }

    [Theory]
    [InlineData(SchoolLevel.TieuHoc)]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public async Task Rendition_WhenPdfA1IsSealed_HasNoTransparencyAndKeepsItsTables(SchoolLevel level)
    {
        var pdf = SealedRenditions.Render(level, PdfConformance.PdfA1b);

        var stamped = await files.StampAsync(pdf);

        // PDF/A-1b packs no objects, so everything but the streams can be read.
        foreach (var forbidden in new[] { "/SMask", "/BM", "/Group", "/ca ", "/CA ", "/XRef", "/ObjStm" })
        {
            Assert.False(Has(stamped, forbidden), forbidden);
        }
        Assert.True(Has(stamped, "/Mask "));
        RequireSigned(pdf, stamped);
    }

    private void RequireSigned(byte[] pdf, byte[] stamped)
    {
        Assert.True(stamped.AsSpan().StartsWith(pdf));
        OtherTools.RequireValid(files.House, stamped, 2, timestamps: 1);
        var context = new VerificationContext(files.House.Pki.Anchors, TimeProvider.System.GetUtcNow());
        var report = new PdfDocumentVerifier().Verify(stamped, context);
        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        var words = files.Ask("pdftotext", stamped).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("Ký bởi: Nguyễn Thị Ánh Tuyết", string.Join(' ', words), StringComparison.Ordinal);
    }

    private static bool Has(byte[] pdf, string text) =>
        pdf.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text)) >= 0;
}
