// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration;

public sealed class RenderingTests : IDisposable
{
    private readonly TemporaryFolder _work = new();

    [Fact]
    public async Task ListForms_WhenAsked_GivesOneOfEachLevelWithItsPages()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());

        var forms = await server.Client.ListFormsAsync();

        Assert.Equal(["tieu-hoc", "thcs", "thpt"], forms.Select(static f => f.Level));
        Assert.All(forms, static form => Assert.Equal(form.Pages.Count, form.PageTitles.Count));
        Assert.All(forms, static form => Assert.Contains("cover", form.Pages));
    }

    [Fact]
    public async Task Render_WhenTheXmlIsSealedUnsignedOrBroken_DrawsItDrawsADraftOrRefuses()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript);
        var xml = (await server.Client.SignAsync(new DocumentToSign("x", transcript.Xml), steps)).Document;
        var broken = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(xml.Span).Replace("<HoTen>", "<HoTen>X", StringComparison.Ordinal)
        );

        var whole = await server.Client.RenderAsync([xml]);
        var again = await server.Client.RenderAsync([xml]);
        var draft = await server.Client.RenderAsync([transcript.Xml]);
        var refusal = await FailAsync(server, broken);

        Assert.False(whole.Summary.Draft);
        Assert.Equal(["PHAT_HANH", "CBQL"], whole.Summary.SignatureFields.OrderDescending());
        Assert.Equal(whole.Document.ToArray(), again.Document.ToArray());
        Assert.True(draft.Summary.Draft);
        Assert.Contains("BẢNNHÁP–CHƯAĐỦCHỮKÝ", LettersOf(draft), StringComparison.Ordinal);
        Assert.DoesNotContain("NHÁP", LettersOf(whole), StringComparison.Ordinal);
        Assert.Contains(transcript.Transcript.Header.Pupil.FullName, TextOf(whole), StringComparison.Ordinal);
        Assert.Equal(("MALFORMED_DOCUMENT", "GVCN"), (refusal.Kind, refusal.Field));
    }

    [Fact]
    public async Task Render_WhenYearsAreLinked_MakesABookAndElseSaysWhichYearIsNot()
    {
        using var school = new School(SchoolLevel.Thcs);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var first = school.Transcripts(1)[0];
        var second = NextYear(first.Transcript, first.Xml);

        var book = await server.Client.RenderAsync([first.Xml, second]);
        var alone = await server.Client.RenderAsync([first.Xml]);
        var swapped = await FailAsync(server, second, first.Xml);
        var twice = await FailAsync(server, first.Xml, first.Xml);

        Assert.True(book.Summary.Pages > alone.Summary.Pages);
        Assert.Equal(("INVALID_REQUEST", "transcripts[1]"), (swapped.Kind, swapped.Field));
        Assert.Equal(("INVALID_REQUEST", "transcripts[1]"), (twice.Kind, twice.Field));
        var pdf = _work.Write("book.pdf", book.Document.Span);
        Assert.Contains(
            "2 embedded files",
            OutsideTool.Run("pdfdetach", "-list", pdf).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Render_WhenACopyIsChosen_HasItsMarksAndNoAttachment()
    {
        using var school = new School(SchoolLevel.Thcs);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var xml = school.Transcripts(1)[0].Xml;
        var extract = new Wire.RenderingSettings
        {
            Copy = Wire.CopyKind.Extract,
            Extract = new Wire.ExtractSelection { Subjects = { "TOAN" } },
        };
        var conversion = new Wire.RenderingSettings
        {
            Copy = Wire.CopyKind.Conversion,
            Conversion = Marks(),
            Conformance = Wire.Conformance.Pdfa1B,
        };

        var part = await server.Client.RenderAsync([xml], extract);
        var converted = await server.Client.RenderAsync([xml], conversion);

        Assert.Contains("Toán", TextOf(part), StringComparison.Ordinal);
        Assert.DoesNotContain("Khoa học tự nhiên", TextOf(part), StringComparison.Ordinal);
        Assert.Contains("Cơ sở dữ liệu mẫu", TextOf(converted), StringComparison.Ordinal);
        foreach (var copy in new[] { part, converted })
        {
            var pdf = _work.Write("copy.pdf", copy.Document.Span);
            Assert.Contains(
                "0 embedded files",
                OutsideTool.Run("pdfdetach", "-list", pdf).Output,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Render_WhenTheRequestIsWrong_NamesTheField()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var xml = school.Transcripts(1)[0].Xml;
        (Wire.RenderingSettings Settings, string Field)[] cases =
        [
            (new() { Copy = (Wire.CopyKind)9 }, "settings.copy"),
            (new() { Conformance = (Wire.Conformance)9 }, "settings.conformance"),
            (new() { Copy = Wire.CopyKind.Extract }, "settings.extract"),
            (new() { Extract = new() { Pages = { "cover" } } }, "settings.extract"),
            (new() { Copy = Wire.CopyKind.Conversion }, "settings.conversion"),
            (
                new()
                {
                    Copy = Wire.CopyKind.Conversion,
                    Conversion = new(Marks()) { System = "" },
                },
                "settings.conversion.system"
            ),
            (
                new()
                {
                    Copy = Wire.CopyKind.Conversion,
                    Conversion = new(Marks()) { Owner = "a\nb" },
                },
                "settings.conversion.owner"
            ),
            (
                new()
                {
                    Copy = Wire.CopyKind.Conversion,
                    Conversion = new(Marks()) { LookupUrl = "file:///etc" },
                },
                "settings.conversion.lookup_url"
            ),
            (new() { Images = { Image("x"u8.ToArray()) } }, "settings.images[0].image"),
            (new() { Images = { Image(TestImage.Png), Image(TestImage.Png) } }, "settings.images[1]"),
            (
                new() { Images = { new Wire.RoleImage(Image(TestImage.Png)) { Subject = "TOAN" } } },
                "settings.images[0].subject"
            ),
            (
                new() { Images = { new Wire.RoleImage(Image(TestImage.Png)) { Role = default } } },
                "settings.images[0].role"
            ),
        ];
        foreach (var (settings, field) in cases)
        {
            var e = await Assert.ThrowsAsync<SigningClientException>(() => server.Client.RenderAsync([xml], settings));
            Assert.Equal(("INVALID_REQUEST", field), (e.Kind, e.Field));
        }
        var none = await FailAsync(server);
        var many = await FailAsync(server, [.. Enumerable.Repeat<ReadOnlyMemory<byte>>(xml, 13)]);
        var noXml = await FailAsync(server, OnePagePdf.Make());
        Assert.Equal(("INVALID_REQUEST", "transcripts"), (none.Kind, none.Field));
        Assert.Equal(("INVALID_REQUEST", "transcripts"), (many.Kind, many.Field));
        Assert.Equal(("MALFORMED_DOCUMENT", "transcripts[0]"), (noXml.Kind, noXml.Field));
    }

    [Fact]
    public async Task RenderBatch_WhenHostileTranscriptsComeBetween_AnswersEachAndGoesOn()
    {
        using var school = new School(SchoolLevel.Thcs);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var xml = Encoding.UTF8.GetString(transcript.Xml);
        var remark = xml.IndexOf("<NhanXet>", StringComparison.Ordinal) + "<NhanXet>".Length;
        var results = await server
            .Client.RenderBatchAsync(
                new Dictionary<string, byte[]>
                {
                    ["good"] = transcript.Xml,
                    ["no header"] = Changed("<ThongTinHocBa", "<Khac", "</ThongTinHocBa", "</Khac"),
                    ["unknown subject"] = Changed("<MaMon>TOAN<", "<MaMon>LA<", "MH-TOAN-", "MH-LA-"),
                    ["mark out of range"] = Changed("<CaNam>", "<CaNam>1"),
                    ["long remark"] = WithRemark(7_600),
                    ["remark of 100 KB"] = WithRemark(100 << 10),
                    ["one long word"] = Changed("<NhanXet>", "<NhanXet>" + new string('ơ', 5_000)),
                    ["right to left"] = Changed("<HoTen>", "<HoTen>\u202Eabc\u2066 שלום "),
                    ["no glyph"] = Changed("<HoTen>", "<HoTen>\U0001F600 "),
                    ["control"] = Changed("<HoTen>", "<HoTen>\u0001"),
                    ["half a pair"] = Changed("<HoTen>", "<HoTen>&#xD800;"),
                    ["code that is a path"] = Changed("<MaTraCuu>", "<MaTraCuu>../"),
                    ["last"] = transcript.Xml,
                }
                    .Select(static item => new DocumentToSign(item.Key.Replace(' ', '-'), item.Value))
                    .ToAsyncEnumerable()
            )
            .ToDictionaryAsync(static item => item.Id, static item => item);

        Assert.Equal(13, results.Count);
        string[] drawn = ["good", "last", "long-remark", "one-long-word", "no-glyph"];
        Assert.All(drawn, id => Assert.True(results[id].IsRendered, id + ": " + results[id].Error?.Message));
        Assert.Contains(
            results["no-glyph"].Rendered!.Summary.Warnings,
            static w => w.Contains("U+1F600", StringComparison.Ordinal)
        );
        Assert.True(results["long-remark"].Rendered!.Summary.Pages > results["good"].Rendered!.Summary.Pages);
        Assert.Equal("MISSING_BLOCK", results["no-header"].Error!.Kind);
        string[] refused = ["mark-out-of-range", "remark-of-100-KB", "control", "half-a-pair", "code-that-is-a-path"];
        Assert.All(refused, id => Assert.Equal((id, "MALFORMED_DOCUMENT"), (id, results[id].Error?.Kind)));
        // These are drawn or refused, as the form decides; what counts is that each has its answer.
        Assert.All(results.Values, static r => Assert.True(r.IsRendered || r.Error.Kind != "INTERNAL", r.Id));

        byte[] WithRemark(int bytes) =>
            Encoding.UTF8.GetBytes(xml.Insert(remark, string.Concat(Enumerable.Repeat("Em lam ", bytes / 7))));

        byte[] Changed(params string[] pairs)
        {
            var text = xml;
            for (var i = 0; i < pairs.Length; i += 2)
            {
                Assert.Contains(pairs[i], text, StringComparison.Ordinal);
                text = text.Replace(pairs[i], pairs[i + 1], StringComparison.Ordinal);
            }
            return Encoding.UTF8.GetBytes(text);
        }
    }

    public void Dispose() => _work.Dispose();

    private static byte[] NextYear(Transcript transcript, ReadOnlyMemory<byte> file)
    {
        var header = transcript.Header;
        return TranscriptWriter.Write(
            transcript with
            {
                Header = header with
                {
                    LookupCode = new string('a', 32),
                    SchoolYear = "2026-2027",
                    Grade = header.Grade + 1,
                    PreviousYear = new PreviousYear(
                        header.LookupCode,
                        Convert.ToHexStringLower(SHA256.HashData(file.Span))
                    ),
                },
            },
            ElementMapping.Default
        );
    }

    private static Wire.ConversionMarks Marks() =>
        new()
        {
            System = "Cơ sở dữ liệu mẫu",
            Owner = "Sở mẫu",
            LookupUrl = "https://tra-cuu.example.vn/{code}",
            ConvertedBy = "Nguyễn Văn An",
        };

    private static Wire.RoleImage Image(byte[] octets) =>
        new() { Role = Wire.SignerRole.Gvcn, Image = ByteString.CopyFrom(octets) };

    private static async Task<SigningClientException> FailAsync(
        RunningServer server,
        params ReadOnlyMemory<byte>[] transcripts
    ) => await Assert.ThrowsAsync<SigningClientException>(() => server.Client.RenderAsync(transcripts));

    // The mark runs across the page, so that its letters stand on lines of their own.
    private string LettersOf(RenderedResult rendered)
    {
        var pdf = _work.Write("letters.pdf", rendered.Document.Span);
        return string.Concat(OutsideTool.Run("pdftotext", "-raw", pdf, "-").Output.Where(c => !char.IsWhiteSpace(c)));
    }

    private string TextOf(RenderedResult rendered)
    {
        var pdf = _work.Write("text.pdf", rendered.Document.Span);
        return OutsideTool.Run("pdftotext", "-layout", pdf, "-").Output;
    }
}
