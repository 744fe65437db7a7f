// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>Text that was not meant to be drawn: it shows, or is told; it never hides, moves or breaks anything.</summary>
public sealed class HostileTextTests
{
    private static readonly SignedTranscript Sample = FormSamples.Sealed(SchoolLevel.Thcs);

    [Theory]
    [InlineData("Nguyễn\u202EnăV\u202C", 0x202E)]
    [InlineData("Nguyễn\u200BVăn", 0x200B)]
    [InlineData("Nguyễn\u0007Văn", 7)]
    [InlineData("Nguyễn \uD83D Văn", 0xFFFD)]
    [InlineData("Nguyễn \u05D0\u05D1 Văn", 0x05D0)]
    [InlineData("Nguyễn 𠀀 Văn", 0x20000)]
    public void Name_WhenItHasWhatCannotBeDrawn_ShowsABoxAndWarns(string name, int point)
    {
        var rendition = FormSamples.Render(WithName(name));
        Pdf.Check(rendition);
        Assert.Contains(rendition.Warnings, warning => warning.Contains($"U+{point:X4}", StringComparison.Ordinal));
        Assert.Contains("□", Pdf.Text(rendition), StringComparison.Ordinal);
    }

    [Fact]
    public void Font_WhenItLacksVietnameseLetters_IsUsedWithBoxesAndWarnings()
    {
        var rendition = new TranscriptRenderer(PoorFonts.Load()).Render(FormSamples.Request(Sample));
        Pdf.Check(rendition);
        Assert.Contains(rendition.Warnings, warning => warning.Contains("U+1EA1", StringComparison.Ordinal)); // ạ
        Assert.Contains("□", Pdf.Text(rendition), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_WhenDecomposed_IsDrawnComposed()
    {
        var rendition = FormSamples.Render(WithName("Nguye\u0302\u0303n Thi\u0323 A\u0301nh"));
        Assert.Empty(rendition.Warnings);
        Assert.Contains("Nguyễn Thị Ánh", Pdf.Text(rendition), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("")]
    [InlineData("\n")]
    public void Remark_WhenItHas100KB_ContinuesOnFurtherPages(string separator)
    {
        var remark = string.Concat(Enumerable.Repeat($"chăm{separator}", 20_000));
        foreach (var level in SchoolLevels.All)
        {
            var year = FormSamples.Unsigned(level);
            var rendition = TryRender(WithRemarks(year, remark[..^separator.Length]));
            if (rendition is not null)
            {
                Pdf.Check(rendition);
                Assert.True(rendition.Pages.Count > 20);
            }
            else
            {
                Assert.Equal("\n", separator); // 20,000 lines are more than 200 pages
            }
        }
    }

    [Fact]
    public void Pages_WhenMoreThanTheLimit_AreRefused()
    {
        var renderer = new TranscriptRenderer(FormSamples.Fonts, new RendererOptions { MaxPages = 6 });
        var fault = Assert.Throws<SigningException>(() => renderer.Render(FormSamples.Request(Sample)));
        Assert.Equal((SigningErrorKind.DocumentTooLarge, "summary"), (fault.Kind, fault.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("é")]
    public void LookupCode_WhenItIsNoCode_IsRefused(string code)
    {
        var year = Sample with
        {
            Transcript = Sample.Transcript with { Header = Sample.Transcript.Header with { LookupCode = code } },
        };
        Assert.Equal(
            SigningErrorKind.MalformedDocument,
            Assert.Throws<SigningException>(() => FormSamples.Render(year)).Kind
        );
    }

    [Fact]
    public void SubjectCode_WhenUnknown_IsDrawnByItsName()
    {
        var subject = Sample.Transcript.Subjects[0] with { Code = "KHONGAIBIET", Name = "Môn không ai biết" };
        var year = Sample with { Transcript = Sample.Transcript with { Subjects = [subject] } };
        Assert.Contains("Môn không ai biết", Pdf.Text(FormSamples.Render(year)), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WhenEveryTextIsHostile_GivesAPdfOrATypedError()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT"), out var wanted)
            ? wanted / 1000
            : 150;
        for (var seed = 0; seed < count; seed++)
        {
            var rendition = TryRender(HostileTranscripts.Make(seed));
            if (rendition is not null && seed % 25 == 0)
            {
                Pdf.Check(rendition);
            }
            Assert.True(rendition is null || rendition.Document.Span.StartsWith("%PDF-"u8), $"seed {seed}");
        }
    }

    /// <summary>Null for a typed error; anything else that is thrown fails the test.</summary>
    private static Rendition? TryRender(SignedTranscript year)
    {
        try
        {
            return FormSamples.Render(year);
        }
        catch (SigningException)
        {
            return null;
        }
    }

    private static SignedTranscript WithName(string name) =>
        Sample with
        {
            Transcript = Sample.Transcript with
            {
                Header = Sample.Transcript.Header with
                {
                    Pupil = Sample.Transcript.Header.Pupil with { FullName = name },
                },
            },
        };

    private static SignedTranscript WithRemarks(SignedTranscript year, string remark) =>
        year with
        {
            Transcript = year.Transcript with
            {
                Subjects = [year.Transcript.Subjects[0] with { Remark = remark }],
                Summary = year.Transcript.Summary! with { Remark = remark },
            },
        };
}
