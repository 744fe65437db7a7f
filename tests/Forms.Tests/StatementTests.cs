// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text.RegularExpressions;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>The page says what the transcript says: nothing is added, hidden or said of somebody else.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData(4, Promotion.Promoted, null, "Hoàn thành chương trình lớp 4, được lên lớp 5.")]
    [InlineData(
        4,
        Promotion.PromotedAfterReassessment,
        null,
        "Hoàn thành chương trình lớp 4 sau khi đánh giá bổ sung, được lên lớp 5."
    )]
    [InlineData(4, Promotion.NotPromoted, null, "Chưa hoàn thành chương trình lớp 4, học lại lớp 4.")]
    [InlineData(5, Promotion.Promoted, null, "Hoàn thành chương trình lớp 5.")]
    [InlineData(5, Promotion.Promoted, true, "Hoàn thành chương trình lớp 5. Đã hoàn thành chương trình tiểu học.")]
    [InlineData(
        5,
        Promotion.PromotedAfterReassessment,
        true,
        "Hoàn thành chương trình lớp 5 sau khi đánh giá bổ sung. Đã hoàn thành chương trình tiểu học."
    )]
    [InlineData(5, Promotion.NotPromoted, true, "Chưa hoàn thành chương trình lớp 5, học lại lớp 5. Đã hoàn thành")]
    [InlineData(5, Promotion.NotPromoted, false, "học lại lớp 5. Chưa hoàn thành chương trình tiểu học.")]
    public void Completion_WhenClassAndLevelAreStated_SaysBoth(
        int grade,
        Promotion promotion,
        bool? isCompleted,
        string expected
    )
    {
        var year = FormSamples.Sealed(SchoolLevel.TieuHoc);
        var transcript = year.Transcript;
        var text = Pdf.Text(
            FormSamples.Render(
                year with
                {
                    Transcript = transcript with
                    {
                        Header = transcript.Header with { Grade = grade },
                        Summary = transcript.Summary! with
                        {
                            Promotion = promotion,
                            LevelCompleted = isCompleted,
                            Certificates = [],
                            Competitions = [],
                            Remark = "",
                        },
                    },
                }
            )
        );
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("lên hoàn thành", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Promotion.Promoted, true, "- Được lên lớp: - Được lên lớp sau", "sở: đã hoàn thành")]
    [InlineData(Promotion.Promoted, false, "- Được lên lớp: hoàn thành lớp 9", "sở: chưa hoàn thành")]
    [InlineData(Promotion.Promoted, null, "- Được lên lớp: hoàn thành lớp 9", "sở: - Chứng chỉ")]
    [InlineData(Promotion.PromotedAfterReassessment, true, "kì nghỉ hè: hoàn thành lớp 9", "sở: đã hoàn thành")]
    [InlineData(Promotion.NotPromoted, false, "- Không được lên lớp: học lại lớp 9", "sở: chưa hoàn thành")]
    public void Promotion_WhenOfTheLastClass_LeavesItsLineToTheLevelOnlyWhenThatIsCompleted(
        Promotion promotion,
        bool? isCompleted,
        string ofClass,
        string ofLevel
    )
    {
        var year = FormSamples.Sealed(SchoolLevel.Thcs);
        var transcript = year.Transcript;
        transcript = transcript with
        {
            Header = transcript.Header with { Grade = 9 },
            Summary = transcript.Summary! with { Promotion = promotion, LevelCompleted = isCompleted },
        };
        Pdf.AssertOrder(Pdf.Text(FormSamples.Render(year with { Transcript = transcript })), ofClass, ofLevel);
    }

    [Theory]
    [InlineData("xã Nậm Mười", "Xã Nậm Mười, ngày")]
    [InlineData("đảo Mẫu", "Đảo Mẫu, ngày")]
    [InlineData("Nậm Mười", "Nậm Mười, ngày")]
    public void Place_WhenItBeginsTheLineOfTheDate_HasACapital(string place, string expected)
    {
        var year = FormSamples.Sealed(SchoolLevel.TieuHoc);
        year = year with
        {
            Transcript = year.Transcript with { Release = year.Transcript.Release! with { Place = place } },
        };
        Assert.Contains(expected, Pdf.Text(FormSamples.Render(year)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SchoolLevel.TieuHoc)]
    [InlineData(SchoolLevel.Thcs)]
    public void Position_WhenTheHeadIsNoPrincipal_StandsBelowTheTitle(SchoolLevel level)
    {
        var year = WithRelease(FormSamples.Sealed(level), "Phó Hiệu trưởng phụ trách", "Lò Thị Mỵ");
        Pdf.AssertOrder(Pdf.Text(FormSamples.Render(year)), "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG PHỤ TRÁCH", "Lò Thị Mỵ");
    }

    [Fact]
    public void Deputy_WhenSigningForTheHead_IsTheOnlyNameBelowTheTitle()
    {
        var year = WithRelease(FormSamples.Sealed(SchoolLevel.Thcs), "Hiệu trưởng", "Hiệu Trưởng Vắng Mặt");
        var deputy = FormSamples.Signature(new RoleClaim(SignerRole.Cbql), "Phó Thị Thay", 3) with
        {
            Capacity = SigningCapacity.Kt,
            OnBehalfOf = "Hiệu Trưởng Vắng Mặt",
        };
        var text = Pdf.Text(
            FormSamples.Render(
                year with
                {
                    Signatures = [.. year.Signatures.Where(static s => s.Role.Role != SignerRole.Cbql), deputy],
                }
            )
        );
        Pdf.AssertOrder(text, "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "Phó Thị Thay");
        Assert.DoesNotContain("Hiệu Trưởng Vắng Mặt", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Extract_WhenThePageIsNotNeeded_IsRefusedInsteadOfEmpty()
    {
        var year = FormSamples.Sealed(SchoolLevel.Thcs);
        var subjects = year.Transcript.Subjects.Select(static s => s with { Remark = null });
        year = year with { Transcript = year.Transcript with { Subjects = [.. subjects] } };
        var fault = Assert.Throws<SigningException>(() => Extract(new ExtractCopy { Pages = ["remarks"] }, year));
        Assert.Equal((SigningErrorKind.InvalidRequest, "extract"), (fault.Kind, fault.Field));
    }

    [Fact]
    public void Extract_WhenAYearHasNoneOfTheSubjects_LeavesItsPagesOut()
    {
        var years = CopyTests.Book(2);
        var rest = years[0].Transcript.Subjects.Where(static s => s.Code != "TOAN");
        years[0] = years[0] with { Transcript = years[0].Transcript with { Subjects = [.. rest] } };
        var rendition = Extract(new ExtractCopy { Subjects = ["TOAN"] }, years);
        Assert.All(rendition.Pages, static page => Assert.Equal("2026-2027", page.SchoolYear));
    }

    [Fact]
    public void Extract_WhenOfAnEarlierYear_NamesThatYearsTranscriptAsItsSource()
    {
        var years = CopyTests.Book(2);
        var text = Pdf.Text(Extract(new ExtractCopy { Pages = ["summary:2025-2026"] }, years));
        Assert.Contains(
            $"mã tra cứu {years[0].Transcript.Header.LookupCode}, năm học 2025-2026.",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("năm học 2026-2027", text, StringComparison.Ordinal);
    }

    private static Rendition Extract(ExtractCopy copy, params SignedTranscript[] years) =>
        FormSamples.Renderer.Render(FormSamples.Request(years) with { Copy = copy });

    [Fact]
    public void Book_WhenTwoYearsHaveTheSameCode_IsRefused()
    {
        var years = CopyTests.Book(2);
        var header = years[1].Transcript.Header;
        header = header with { LookupCode = header.PreviousYear!.LookupCode };
        years[1] = years[1] with { Transcript = years[1].Transcript with { Header = header } };
        var fault = Assert.Throws<SigningException>(() => FormSamples.Render(years));
        Assert.Equal((SigningErrorKind.InvalidRequest, "transcripts[1]"), (fault.Kind, fault.Field));
    }

    [Theory]
    [InlineData(
        "http://a/{code}{code}{code}{code}{code}{code}{code}{code}{code}{code}{code}{code}{code}{code}{code}{code}"
    )]
    [InlineData("javascript:alert(1)")]
    [InlineData("hocba.example.vn")]
    [InlineData("")]
    public void Conversion_WhenTheAddressIsTooLongWithItsCodeOrNoWebAddress_IsRefused(string url)
    {
        var year = FormSamples.Sealed(SchoolLevel.Thcs);
        var fault = Assert.Throws<SigningException>(() => Convert(url, year));
        Assert.Equal((SigningErrorKind.InvalidRequest, "lookup_url"), (fault.Kind, fault.Field));
    }

    [Fact]
    public void Conversion_WhenOfABook_NamesEachYearsAddressOnItsPages()
    {
        var years = CopyTests.Book(2);
        var rendition = Convert("https://a.vn/{code}", years);
        for (var i = 0; i < rendition.Pages.Count; i++)
        {
            var year = rendition.Pages[i].SchoolYear == "2025-2026" ? years[0] : years[1];
            Assert.Contains(
                $"https://a.vn/{year.Transcript.Header.LookupCode}",
                Pdf.Text(rendition, "-f", $"{i + 1}", "-l", $"{i + 1}"),
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(440)]
    public void Conversion_WhenItsAddressIsLong_HasACodeThatATelephoneReads(int more)
    {
        var address = $"https://a.vn/{new string('a', more)}";
        var rendition = Convert($"{address}/{{code}}", FormSamples.Sealed(SchoolLevel.Thcs));
        var content = Pdf.Run(rendition, static file => ("qpdf", ["--qdf", "--object-streams=disable", file, "-"]));
        var squares = Regex.Matches(content, "^q ([0-9.]+) 0 0 -([0-9.]+) [0-9. ]+cm$", RegexOptions.Multiline);
        Assert.Equal(rendition.Pages.Count, squares.Count);
        foreach (var side in squares.SelectMany(static match => match.Groups.Values.Skip(1)))
        {
            Assert.InRange(double.Parse(side.Value, CultureInfo.InvariantCulture) / 72 * 25.4, 0.75, 1);
        }
    }

    [Fact]
    public void Conversion_WhenOfADraft_DoesNotClaimASignedSource()
    {
        var text = Pdf.Text(Convert("https://a.vn/{code}", FormSamples.Unsigned(SchoolLevel.Thcs)));
        Assert.DoesNotContain("chuyển đổi từ học bạ số đã ký số", text, StringComparison.Ordinal);
        Assert.Contains("CHƯA đủ chữ ký", text, StringComparison.Ordinal);
    }

    private static Rendition Convert(string url, params SignedTranscript[] years) =>
        FormSamples.Renderer.Render(
            FormSamples.Request(years) with
            {
                Copy = FormSamples.Conversion with { LookupUrl = url },
            }
        );

    [Fact]
    public void Title_WhenADraftOrACopy_SaysSoToScreenReaders()
    {
        var year = FormSamples.Sealed(SchoolLevel.Thcs);
        Assert.Equal("Học bạ trung học cơ sở", TitleOf(FormSamples.Render(year)));
        Assert.Equal(
            "Học bạ trung học cơ sở – BẢN TRÍCH SAO",
            TitleOf(Extract(new ExtractCopy { Pages = ["cover"] }, year))
        );
        Assert.Equal(
            "Học bạ trung học cơ sở – BẢN CHUYỂN ĐỔI – BẢN NHÁP – CHƯA ĐỦ CHỮ KÝ",
            TitleOf(Convert("https://a.vn/{code}", FormSamples.Unsigned(SchoolLevel.Thcs)))
        );
    }

    private static string TitleOf(Rendition rendition) =>
        Pdf.Run(rendition, static file => ("pdfinfo", [file]))
            .Split('\n')
            .First(static line => line.StartsWith("Title:", StringComparison.Ordinal))["Title:".Length..]
            .Trim();

    [Fact]
    public void Extract_WhenItsConfirmationHasASheetOfItsOwn_NamesThePupilThere()
    {
        var year = FormSamples.Sealed(SchoolLevel.Thcs);
        var rendition = Extract(new ExtractCopy { Pages = ["history"] }, year);
        var last = $"{rendition.Pages.Count}";
        Assert.Equal("2", last);
        Assert.Contains(
            year.Transcript.Header.Pupil.FullName,
            Pdf.Text(rendition, "-f", last, "-l", last),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Continuation_WhenAPageNeedsFurtherSheets_NamesPupilAndYearOnEachOrCutsNothing()
    {
        var year = FormSamples.Sealed(SchoolLevel.Thcs);
        foreach (var name in new[] { year.Transcript.Header.Pupil.FullName, new string('W', 200) })
        {
            var pupil = year.Transcript.Header.Pupil with { FullName = name };
            var header = year.Transcript.Header with { Pupil = pupil };
            var rendition = FormSamples.Render(year with { Transcript = year.Transcript with { Header = header } });
            var sheets = rendition.Pages.Index().Where(static p => p.Item is { IsContinuation: true, Key: "remarks" });
            var page = $"{sheets.First().Index + 1}";
            var line = name.Length < 100 ? $"{name}, năm học {header.SchoolYear} (tiếp theo)" : "(tiếp theo)";
            Assert.StartsWith(line, Pdf.Text(rendition, "-f", page, "-l", page), StringComparison.Ordinal);
        }
    }

    private static SignedTranscript WithRelease(SignedTranscript year, string position, string name) =>
        year with
        {
            Transcript = year.Transcript with
            {
                Release = year.Transcript.Release! with { Position = position, FullName = name },
            },
        };
}
