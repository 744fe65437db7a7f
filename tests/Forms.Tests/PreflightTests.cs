// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Pdf.Writing.Tests;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>PDF/A-1b of every level before a checker that is not ours, before and after sealing with a look.</summary>
[Trait("Category", "Long")]
public sealed class PreflightTests(SealedRenditions files) : IClassFixture<SealedRenditions>
{
    [Theory]
    [InlineData(SchoolLevel.TieuHoc)]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public void Validate_WhenNew_IsValid(SchoolLevel level) =>
        Preflight.RequireValid(files.House.Folder, SealedRenditions.Render(level, PdfConformance.PdfA1b));

    [Theory]
    [InlineData(SchoolLevel.TieuHoc)]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public async Task Validate_WhenSealedWithItsLook_IsValid(SchoolLevel level) =>
        Preflight.RequireValid(
            files.House.Folder,
            await files.SealAsync(SealedRenditions.Render(level, PdfConformance.PdfA1b))
        );

    [Fact]
    public async Task Validate_WhenADocumentTimestampFollows_IsValid() =>
        Preflight.RequireValid(
            files.House.Folder,
            await files.StampAsync(SealedRenditions.Render(SchoolLevel.Thcs, PdfConformance.PdfA1b))
        );
}
