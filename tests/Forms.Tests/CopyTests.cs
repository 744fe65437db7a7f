// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>Whole, extract, conversion; one year and the book.</summary>
public sealed class CopyTests
{
    private static readonly SignedTranscript Thcs = FormSamples.Sealed(SchoolLevel.Thcs);

    [Theory]
    [InlineData(SchoolLevel.TieuHoc)]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public void Whole_WhenComplete_HasFieldsAttachmentAndNoMarkOfADraft(SchoolLevel level)
    {
        var year = FormSamples.Sealed(level);
        var rendition = FormSamples.Render(year);
        Pdf.Check(rendition);
        Assert.False(rendition.IsDraft);
        Assert.Empty(rendition.Warnings);
        Assert.Equal(["CBQL", "PHAT_HANH"], rendition.SignatureFields.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("NHÁP", Pdf.Text(rendition), StringComparison.Ordinal);
        var name = $"{year.Transcript.Header.LookupCode}.xml";
        Assert.Contains(
            name,
            Pdf.Run(rendition, file => ("qpdf", ["--list-attachments", file])),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(SchoolLevel.TieuHoc)]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public void PdfA1_WhenRendered_HasNoAttachmentAndIsClean(SchoolLevel level)
    {
        var rendition = FormSamples.Renderer.Render(
            FormSamples.Request(FormSamples.Sealed(level)) with
            {
                Conformance = PdfConformance.PdfA1b,
                Pictures = FormSamples.Pictures,
            }
        );
        Pdf.Check(rendition);
        Assert.True(rendition.Document.Span.StartsWith("%PDF-1.4"u8));
    }

    [Fact]
    public void Draft_WhenUnsigned_BearsTheMarkOnEveryPage()
    {
        var rendition = FormSamples.Render(FormSamples.Unsigned(SchoolLevel.Thcs));
        Assert.True(rendition.IsDraft);
        for (var i = 1; i <= rendition.Pages.Count; i++)
        {
            // poppler gives turned letters one by one
            var letters = Pdf.Text(rendition, "-raw", "-f", $"{i}", "-l", $"{i}")
                .Replace(" ", "", StringComparison.Ordinal);
            Assert.StartsWith("BẢNNHÁP–CHƯAĐỦCHỮKÝ", letters, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Draft_WhenNothingButTheHeaderIsThere_IsDrawnAndSaysWhatIsMissing()
    {
        foreach (var level in SchoolLevels.All)
        {
            var rendition = FormSamples.Render(FormSamples.Empty(level));
            Pdf.Check(rendition);
            Assert.Equal(2, rendition.Warnings.Count);
        }
    }

    [Fact]
    public void Extract_WhenSubjectsAreChosen_ShowsOnlyTheseAndAttachesNothing()
    {
        var rendition = Render(new ExtractCopy { Subjects = ["TOAN", "NGUVAN"] });
        var text = Pdf.Text(rendition);
        Assert.Equal(["subjects", "remarks"], rendition.Pages.Select(page => page.Key));
        Assert.Contains("Ngữ văn", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Khoa học tự nhiên", text, StringComparison.Ordinal);
        Assert.Contains(
            "has no embedded files",
            Pdf.Run(rendition, file => ("qpdf", ["--list-attachments", file])),
            StringComparison.Ordinal
        );
        AssertOnEveryPage(rendition, "BẢN TRÍCH SAO");
    }

    [Fact]
    public void Extract_WhenPagesAreChosen_HasThesePagesOnly()
    {
        var rendition = Render(new ExtractCopy { Pages = ["personal", "summary:2025-2026"] });
        Assert.Equal(
            ["personal", "summary"],
            rendition.Pages.Select(page => page.Key).Distinct(StringComparer.Ordinal)
        );
        Assert.Equal(["PHAT_HANH", "CBQL"], rendition.SignatureFields);
    }

    [Theory]
    [InlineData("pages", null)]
    [InlineData("summary:1999-2000", null)]
    [InlineData("cover:2025-2026", null)]
    [InlineData(null, "CHEMISTRY")]
    [InlineData(null, null)]
    public void Extract_WhenItChoosesWhatIsNotThere_IsRefused(string? page, string? subject)
    {
        var copy = new ExtractCopy { Pages = page is null ? [] : [page], Subjects = subject is null ? [] : [subject] };
        Assert.Equal(SigningErrorKind.InvalidRequest, Assert.Throws<SigningException>(() => Render(copy)).Kind);
    }

    [Fact]
    public void Conversion_WhenRendered_BearsItsMarksOnEveryPage()
    {
        var rendition = Render(FormSamples.Conversion);
        AssertOnEveryPage(rendition, "BẢN CHUYỂN ĐỔI");
        AssertOnEveryPage(rendition, "Chủ quản: Sở Giáo dục và Đào tạo tỉnh Núi Mẫu");
        AssertOnEveryPage(rendition, $"https://hocba.example.vn/tra-cuu/{Thcs.Transcript.Header.LookupCode}");
        AssertOnEveryPage(rendition, "01/07/2026 10:04:05 +07:00");
        AssertOnEveryPage(rendition, "Nguyễn Thị Ánh, văn thư");
        Assert.Empty(rendition.SignatureFields);
        Pdf.Check(rendition);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void Conversion_WhenAMarkIsNoLine_IsRefused(string owner)
    {
        var fault = Assert.Throws<SigningException>(() => Render(FormSamples.Conversion with { Owner = owner }));
        Assert.Equal((SigningErrorKind.InvalidRequest, "owner"), (fault.Kind, fault.Field));
    }

    [Fact]
    public void Book_WhenYearsAreLinked_HasEachYearsPages()
    {
        var years = Book(3);
        var rendition = FormSamples.Render(years);
        Pdf.Check(rendition);
        Assert.Equal(
            ["2025-2026", "2026-2027", "2027-2028"],
            rendition.Pages.Where(page => page.Key == "summary").Select(page => page.SchoolYear)
        );
        Assert.Single(rendition.Pages, page => page.Key == "cover");
        Assert.Equal(2, rendition.SignatureFields.Count);
        Pdf.AssertOrder(
            Pdf.Text(rendition),
            ["QUÁ TRÌNH HỌC TẬP", "2025-2026", "2026-2027", "2027-2028", "KẾT QUẢ HỌC TẬP"]
        );
    }

    [Fact]
    public void Book_WhenALinkIsBroken_IsRefusedNamingTheYear()
    {
        var years = Book(3);
        years[1] = years[1] with { Xml = new byte[] { 1 } };
        var fault = Assert.Throws<SigningException>(() => FormSamples.Render(years));
        Assert.Equal((SigningErrorKind.InvalidRequest, "transcripts[2]"), (fault.Kind, fault.Field));
        Assert.Contains("2027-2028", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Book_WhenOutOfOrderOrOfTwoPupils_IsRefused()
    {
        var years = Book(2);
        Assert.Throws<SigningException>(() => FormSamples.Render(years[1], years[0]));
        Assert.Throws<SigningException>(() => FormSamples.Render(years[0], FormSamples.Sealed(SchoolLevel.Thcs, 3)));
        Assert.Throws<SigningException>(() => FormSamples.Render());
    }

    [Fact]
    public void Signatures_WhenAFieldIsBroken_AreRefused()
    {
        var report = new VerificationReport
        {
            Integrity = Integrity.Broken,
            Indication = Indication.TotalFailed,
            Signatures = [Report("GVBM:TOAN", Integrity.Broken, Indication.TotalFailed)],
        };
        var fault = Assert.Throws<SigningException>(() => SignedTranscript.From(Thcs.Transcript, report, default));
        Assert.Equal((SigningErrorKind.MalformedDocument, "GVBM:TOAN"), (fault.Kind, fault.Field));
    }

    [Fact]
    public void Signatures_WhenNotTrusted_AreNotShownAndTheRenditionIsADraft()
    {
        var report = new VerificationReport
        {
            Integrity = Integrity.Intact,
            Indication = Indication.Indeterminate,
            Signatures =
            [
                Report("GVBM:TOAN", Integrity.Intact, Indication.Indeterminate),
                Report("CBQL;capacity=KT;on_behalf_of=Nguyễn Văn Mới", Integrity.Intact, Indication.TotalPassed),
            ],
        };
        var year = SignedTranscript.From(Thcs.Transcript, report, default);
        var shown = Assert.Single(year.Signatures);
        Assert.Equal("Hiệu phó Trần Thị Ước", shown.Signer);
        Assert.Equal("Trường mẫu, cơ sở 2", shown.Organisation);
        Assert.Equal(SealState.Draft, year.State);
        var text = Pdf.Text(FormSamples.Render(year));
        Pdf.AssertOrder(
            text,
            "KT. HIỆU TRƯỞNG",
            "PHÓ HIỆU TRƯỞNG",
            "Hiệu phó Trần Thị Ước",
            "09:00:00 +07:00",
            "Sê-ri: 0A1B"
        );
    }

    [Fact]
    public void Render_WhenRepeated_GivesEqualOctets()
    {
        foreach (var level in SchoolLevels.All)
        {
            Assert.True(
                FormSamples
                    .Render(FormSamples.Sealed(level))
                    .Document.Span.SequenceEqual(FormSamples.Render(FormSamples.Sealed(level)).Document.Span)
            );
        }
    }

    /// <summary>Linked years of one pupil, as consecutive files would name each other.</summary>
    internal static SignedTranscript[] Book(int count)
    {
        var years = new List<SignedTranscript>();
        for (var i = 0; i < count; i++)
        {
            var header = Thcs.Transcript.Header with
            {
                SchoolYear = $"{2025 + i}-{2026 + i}",
                Grade = 7 + i,
                LookupCode = string.Create(CultureInfo.InvariantCulture, $"{i + 1:d32}"),
                PreviousYear =
                    years.Count == 0
                        ? Thcs.Transcript.Header.PreviousYear
                        : new PreviousYear(
                            years[^1].Transcript.Header.LookupCode,
                            Convert.ToHexStringLower(SHA256.HashData(years[^1].Xml.Span))
                        ),
            };
            years.Add(
                Thcs with
                {
                    Transcript = Thcs.Transcript with { Header = header },
                    Xml = new byte[] { 60, (byte)i },
                }
            );
        }
        return [.. years];
    }

    private static SignatureReport Report(string role, Integrity integrity, Indication indication) =>
        new()
        {
            Id = "S1",
            Role = RoleClaim.TryParse(role.Split(';')[0], out var claim) ? claim : null,
            ClaimedRole = role,
            Signer = "CN=Hiệu phó Trần Thị Ước, O=\"Trường mẫu, cơ sở 2\", C=VN",
            Serial = "0A1B",
            Scheme = "ECDSA",
            Digest = "SHA-256",
            Level = "XAdES-BASELINE-B",
            SigningTime = new DateTimeOffset(2026, 5, 25, 2, 0, 0, TimeSpan.Zero),
            SignedData = [],
            Integrity = integrity,
            Indication = indication,
        };

    private static Rendition Render(RenditionCopy copy) =>
        FormSamples.Renderer.Render(FormSamples.Request(Thcs) with { Copy = copy });

    private static void AssertOnEveryPage(Rendition rendition, string text)
    {
        for (var i = 1; i <= rendition.Pages.Count; i++)
        {
            Assert.Contains(text, Pdf.Text(rendition, "-f", $"{i}", "-l", $"{i}"), StringComparison.Ordinal);
        }
    }
}
