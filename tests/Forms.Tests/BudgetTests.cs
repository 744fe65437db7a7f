// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>Bytes: allocated for, and on disk of, one seven-page rendition.</summary>
[Collection(nameof(AloneCollection))]
public sealed class BudgetTests
{
    private const int MaxAllocated = 1024 * 1024;
    private const int MaxSize = 120 * 1024;

    [Fact]
    public void SevenPages_WhenRendered_StayWithinTheBudget()
    {
        var request = FormSamples.Request(FormSamples.Sealed(SchoolLevel.Thcs) with { Xml = default });
        var rendition = FormSamples.Renderer.Render(request);
        var least = Allocation.Least(MaxAllocated, () => rendition = FormSamples.Renderer.Render(request));
        Assert.Equal(7, rendition.Pages.Count);
        Assert.True(least.Bytes is > 0 and <= MaxAllocated, $"{least}");
        Assert.InRange(rendition.Document.Length, 1, MaxSize);
    }

    [Fact]
    public void Forms_WhenListed_AreOnePerLevelWithPages()
    {
        Assert.Equal(SchoolLevels.All, FormCatalog.All.Select(form => form.Level));
        Assert.All(
            FormCatalog.All,
            form => Assert.Equal(form.Pages.Count, form.Pages.Distinct(StringComparer.Ordinal).Count())
        );
        Assert.Equal(
            ["cover", "personal", "history", "subjects", "remarks", "summary"],
            FormCatalog.Of(SchoolLevel.Thcs).Pages
        );
    }

    [Theory]
    [InlineData(SchoolLevel.TieuHoc, 6)]
    [InlineData(SchoolLevel.Thcs, 7)]
    [InlineData(SchoolLevel.Thpt, 7)]
    public void OneYear_WhenRendered_HasThePagesOfThePaperForm(SchoolLevel level, int pages)
    {
        var year = FormSamples.Sealed(level);
        var rendition = FormSamples.Render(level == SchoolLevel.TieuHoc ? FormSamples.WithShortRemarks(year) : year);
        Assert.Equal(pages, rendition.Pages.Count);
    }
}
