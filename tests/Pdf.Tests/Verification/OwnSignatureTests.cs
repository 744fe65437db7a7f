// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>What this project signs, its verifier passes, with role, level, time and coverage.</summary>
public sealed class OwnSignatureTests
{
    private static readonly PdfDocumentVerifier Verifier = new();

    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public async Task Verify_WhenSignedHere_PassesWithRolesAndCoverage(string key)
    {
        using var house = new PdfHouse(key == "ec" ? TestKey.Ec : () => TestKey.Rsa());
        var first = await house.SignAsync(PdfFiles.ByHand(2), "GVCN");
        var second = await house.SignAsync(await house.SignAsync(first, "CBQL"), "PHAT_HANH");

        var report = Verifier.Verify(second, Trusting(house));

        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        Assert.Equal(["GVCN", "CBQL", "PHAT_HANH"], report.Signatures.Select(s => s.Role?.ToString()).Order(Order()));
        var seal = report.Signatures.Single(s => s.Id == "PHAT_HANH");
        Assert.Equal("PAdES-BASELINE-T", seal.Level);
        Assert.NotNull(seal.Timestamp);
        Assert.Equal("covers whole file", Assert.Single(seal.SignedPaths));
        var teacher = report.Signatures.Single(s => s.Id == "GVCN");
        Assert.Equal("PAdES-BASELINE-B", teacher.Level);
        Assert.Equal("covers revision 2 of 4", Assert.Single(teacher.SignedPaths));
        Assert.Equal(PdfHouse.SigningTime, teacher.SigningTime);
        Assert.Contains(teacher.Warnings, w => w.Contains("allowed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_WhenTheFormListsTheSealFirst_TellsTheSignaturesAsTheyWereMade()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 5 0 R] /SigFlags 3 >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 90 90] /Annots [4 0 R 5 0 R] >>",
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (PHAT_HANH) /Rect [0 0 0 0] /F 132 /P 3 0 R >>",
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (CBQL) /Rect [0 0 0 0] /F 132 /P 3 0 R >>"
        );

        var report = Verifier.Verify(await house.SignAsync(pdf, "CBQL", "PHAT_HANH"), Trusting(house));

        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        Assert.Equal(["CBQL", "PHAT_HANH"], report.Signatures.Select(static s => s.Id));
    }

    [Fact]
    public async Task Verify_WhenChangedAfterTheSeal_IsBroken()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var sealedPdf = await house.SignAsync(PdfFiles.ByHand(), "CBQL", "PHAT_HANH");
        var page = Update.Edit(sealedPdf, 3, "/MediaBox [0 0 595 842]", "/MediaBox [0 0 200 200]");

        var report = Verifier.Verify(Update.Append(sealedPdf, page), Trusting(house));

        Assert.Equal(Integrity.Broken, report.Integrity);
        Assert.Contains("object 3 (Page): /MediaBox was changed", report.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ghostscript")]
    [InlineData("qpdf-streams")]
    [InlineData("qpdf-linearized")]
    [InlineData("qpdf-linearized-streams")]
    public async Task Verify_WhenOthersMadeTheFile_Passes(string kind)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = PdfFiles.Make(kind, house.Folder);
        var once = await house.SignAsync(pdf, "GVCN");
        var signed = await house.SignAsync(once, "CBQL", "PHAT_HANH");

        var report = Verifier.Verify(signed, Trusting(house));

        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        Assert.Equal(3, report.Signatures.Count);
    }

    [Fact]
    public async Task Verify_WhenTheFileIsLarge_PassesAsWell()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = PdfFiles.Make("ghostscript", house.Folder, pages: 400, linesOnPage: 60);
        var signed = await house.SignAsync(await house.SignAsync(pdf, "GVCN"), "CBQL", "PHAT_HANH");

        var report = Verifier.Verify(signed, Trusting(house));

        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
    }

    [Fact]
    public void Verify_WhenThereIsNoSignature_IsNeverAPass()
    {
        var context = new VerificationContext(TrustAnchors.None, PdfHouse.SigningTime);
        var report = Verifier.Verify(PdfFiles.ByHand(), context);

        Assert.Equal(Integrity.Unsigned, report.Integrity);
        Assert.Equal(Indication.TotalFailed, report.Indication);
    }

    private static Comparer<string?> Order() =>
        Comparer<string?>.Create((a, b) => Array.IndexOf(Roles, a).CompareTo(Array.IndexOf(Roles, b)));

    private static readonly string[] Roles = ["GVCN", "CBQL", "PHAT_HANH"];

    private static VerificationContext Trusting(PdfHouse house) =>
        new(house.Pki.Anchors, TimeProvider.System.GetUtcNow());
}
