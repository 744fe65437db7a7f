// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>Apache PDFBox Preflight, a checker of PDF/A-1b that is not ours, on new and on sealed documents.</summary>
[Trait("Category", "Long")]
public sealed class PreflightTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Validate_WhenDocumentHasEverything_IsValid() => RequireValid(Samples.Full(PdfConformance.PdfA1b));

    [Fact]
    public void Validate_WhenDocumentHasSevenPages_IsValid() =>
        RequireValid(SevenPages.Make(Samples.Fonts, 3, PdfConformance.PdfA1b));

    [Fact]
    public void Validate_WhenTextIsHostile_IsValid() =>
        RequireValid(Samples.WithText(TextFuzzTests.Hostile, PdfConformance.PdfA1b));

    [Fact]
    public async Task Validate_WhenHeadAndSchoolHaveSigned_IsValid()
    {
        using var house = new PdfHouse(TestKey.Ec);
        RequireValid(await house.SignAsync(Samples.Full(PdfConformance.PdfA1b), "CBQL", "PHAT_HANH"));
    }

    [Fact]
    public void Validate_WhenDocumentIsNoPdfA_IsNotValid() =>
        Assert.Contains(
            "is not a valid PDF/A-1b file",
            Preflight.Validate(_folder, Samples.Full(PdfConformance.None)),
            StringComparison.Ordinal
        );

    private void RequireValid(byte[] pdf) => Preflight.RequireValid(_folder, pdf);
}
