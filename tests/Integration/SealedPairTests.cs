// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Google.Protobuf;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration;

public sealed partial class SealedPairTests : IDisposable
{
    private readonly TemporaryFolder _work = new();

    [Theory]
    [InlineData(SchoolLevel.TieuHoc, 3)]
    [InlineData(SchoolLevel.Thcs, 16)]
    [InlineData(SchoolLevel.Thpt, 15)]
    public async Task SealTranscript_WhenALevelComes_GivesAPairThatEverybodyVerifies(SchoolLevel level, int signatures)
    {
        using var school = new School(level);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];

        var pair = await server.Client.SealTranscriptAsync(
            new DocumentToSign("p", transcript.Xml),
            Settings(transcript)
        );

        Assert.Equal(signatures, pair.Xml.Signatures.Count);
        Assert.Equal([Wire.SignerRole.Cbql, Wire.SignerRole.PhatHanh], pair.Pdf.Signatures.Select(static s => s.Role));
        Assert.Equal("tsa", pair.Pdf.Signatures[^1].TimestampAuthority);
        Assert.False(pair.Rendition.Draft);
        Assert.Equal(transcript.Transcript.Header.LookupCode, pair.Record.LookupCode);
        Assert.Equal(SHA256.HashData(pair.Xml.Document.Span), pair.Record.XmlSha256.ToByteArray());
        Assert.Equal(SHA256.HashData(pair.Pdf.Document.Span), pair.Record.PdfSha256.ToByteArray());
        await AssertPassesAsync(server, pair.Xml.Document, signatures);
        await AssertPassesAsync(server, pair.Pdf.Document, 2);
        AssertOthersAgree(pair, $"{pair.Record.LookupCode}.xml");
        var journaled = await server.Host.Parts.Pairs.FindPairAsync(
            new RequestKey(School.Tenant, "loopback", "p"),
            CancellationToken.None
        );
        Assert.Equal(pair.Record.PdfSha256.ToByteArray(), journaled!.PdfDigest.ToArray());
        Assert.Equal(pair.Record.SealedAt.ToDateTimeOffset(), journaled.SealedAt);
    }

    [Fact]
    public async Task SealTranscript_WhenImagesATimestampAndAReplacementAreAskedFor_PutsThemOnThePdf()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var settings = Settings(transcript);
        settings.DocumentTimestamp = true;
        settings.XmlSteps[^2].Capacity = Wire.SigningCapacity.Kt;
        settings.XmlSteps[^2].OnBehalfOf = "Nguyễn Văn An";
        var image = ByteString.CopyFrom(TestImage.Png);
        settings.Rendering = new Wire.RenderingSettings
        {
            Images =
            {
                new Wire.RoleImage { Role = Wire.SignerRole.Cbql, Image = image },
                new Wire.RoleImage { Role = Wire.SignerRole.PhatHanh, Image = image },
                new Wire.RoleImage { Role = Wire.SignerRole.Gvcn, Image = image },
            },
        };

        var pair = await server.Client.SealTranscriptAsync(new DocumentToSign("p", transcript.Xml), settings);

        Assert.Equal("DTS-1", pair.Pdf.DocumentTimestamp!.FieldName);
        Assert.Equal(pair.Pdf.DocumentTimestamp.Time, pair.Record.SealedAt);
        var report = await server.Client.VerifyAsync(
            new DocumentToSign("v", pair.Pdf.Document, Wire.DocumentFormat.Pdf)
        );
        Assert.Equal(Wire.Indication.TotalPassed, report.Indication);
        Assert.Contains(report.Signatures, static s => s.ClaimedRole == "CBQL;capacity=KT;on_behalf_of=Nguyễn Văn An");
        var file = _work.Write("p.pdf", pair.Pdf.Document.Span);
        // Three pictures, each with its mask: one of the page, two of the signatures.
        Assert.True(Pictures().Count(OutsideTool.Run("pdfimages", "-list", file).Output) >= 2);
    }

    [Fact]
    public async Task SealTranscript_WhenTheRequestComesAgain_GivesTheSamePairWithoutAnotherSignature()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        var transcripts = school.Transcripts(2);
        var document = new DocumentToSign("p", transcripts[0].Xml);
        SealedResult first;
        await using (var server = await RunningServer.StartAsync(school.WriteConfiguration()))
        {
            first = await server.Client.SealTranscriptAsync(document, Settings(transcripts[0]));
            var second = await server.Client.SealTranscriptAsync(document, Settings(transcripts[0]));
            AssertSame(first, second);
        }
        await using var restarted = await RunningServer.StartAsync(school.WriteConfiguration());
        AssertSame(first, await restarted.Client.SealTranscriptAsync(document, Settings(transcripts[0])));
        var other = await Assert.ThrowsAsync<SigningClientException>(() =>
            restarted.Client.SealTranscriptAsync(new DocumentToSign("p", transcripts[1].Xml), Settings(transcripts[1]))
        );

        Assert.False(first.IsRepeated);
        Assert.Equal("REQUEST_ID_REUSED", other.Kind);
        Assert.Equal("5", CrashTests.Text(school.JournalFile, "SELECT count(*) FROM intent"));
        Assert.Equal("1", CrashTests.Text(school.JournalFile, "SELECT count(*) FROM pair"));
    }

    [Fact]
    public async Task SealTranscript_WhenThePdfFails_GivesNothingAndARepeatTakesTheXmlAsItIs()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var document = new DocumentToSign("p", transcript.Xml);
        var wrong = Settings(transcript);
        wrong.PdfSteps.Add(new Wire.SigningStep { Role = Wire.SignerRole.PhatHanh, Identity = "truong-khac-nua" });

        var failure = await Assert.ThrowsAsync<SigningClientException>(() =>
            server.Client.SealTranscriptAsync(document, wrong)
        );
        Assert.Equal(("IDENTITY_NOT_FOUND", "settings.pdf_steps[0].identity"), (failure.Kind, failure.Field));
        Assert.Equal("0", CrashTests.Text(school.JournalFile, "SELECT count(*) FROM pair"));

        var pair = await server.Client.SealTranscriptAsync(document, Settings(transcript));
        await AssertPassesAsync(server, pair.Pdf.Document, 2);
        Assert.Equal(
            "3",
            CrashTests.Text(school.JournalFile, "SELECT count(*) FROM intent WHERE request_id = 'p/xml'")
        );
        Assert.Equal(
            "2",
            CrashTests.Text(school.JournalFile, "SELECT count(*) FROM intent WHERE request_id = 'p/pdf'")
        );
    }

    [Fact]
    public async Task SealTranscript_WhenTheXmlIsSealedAlready_LeavesItAndSealsItsRendition()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript);
        var xml = await server.Client.SignAsync(new DocumentToSign("x", transcript.Xml), steps);
        var settings = new Wire.SealSettings { PdfSteps = { steps.Steps[^2], steps.Steps[^1] } };

        var pair = await server.Client.SealTranscriptAsync(new DocumentToSign("p", xml.Document), settings);

        Assert.Equal(xml.Document.ToArray(), pair.Xml.Document.ToArray());
        Assert.Empty(pair.Xml.Signatures);
        await AssertPassesAsync(server, pair.Pdf.Document, 2);
        AssertOthersAgree(pair, $"{pair.Record.LookupCode}.xml");
    }

    [Fact]
    public async Task SealTranscript_WhenTheXmlIsNotComplete_SignsNothing()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript).Steps;
        var half = new Wire.SigningSettings { Steps = { steps[0] } };
        var partly = await server.Client.SignAsync(new DocumentToSign("x", transcript.Xml), half);
        var pdfOnly = new Wire.SealSettings { PdfSteps = { steps[^1] } };

        foreach (var document in new[] { transcript.Xml, partly.Document })
        {
            var failure = await FailAsync(server, document, pdfOnly);
            Assert.Equal(("OUT_OF_ORDER", "transcript"), (failure.Kind, failure.Field));
        }
        // What is missing is signed, what is there stays.
        var rest = new Wire.SealSettings { XmlSteps = { steps[1], steps[2] } };
        var pair = await server.Client.SealTranscriptAsync(new DocumentToSign("p", partly.Document), rest);
        await AssertPassesAsync(server, pair.Xml.Document, 3);
        Assert.Equal("5", CrashTests.Text(school.JournalFile, "SELECT count(*) FROM intent"));
    }

    [Fact]
    public async Task SealTranscript_WhenTheSettingsAreWrong_NamesTheField()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript).Steps;
        (Wire.SealSettings Settings, string Kind, string Field)[] cases =
        [
            (new() { XmlSteps = { steps[0] } }, "INVALID_REQUEST", "settings.xml_steps"),
            (new(), "INVALID_REQUEST", "settings.pdf_steps"),
            (new() { XmlSteps = { steps }, PdfSteps = { steps[^2] } }, "INVALID_REQUEST", "settings.pdf_steps"),
            (
                new() { XmlSteps = { steps }, PdfSteps = { steps[0], steps[^1] } },
                "INVALID_REQUEST",
                "settings.pdf_steps"
            ),
            (new() { XmlSteps = { steps }, XmlProfile = "pades" }, "INVALID_REQUEST", "settings.xml_profile"),
            (
                new()
                {
                    XmlSteps = { steps },
                    Rendering = new() { WithoutSignatureFields = true },
                },
                "INVALID_REQUEST",
                "settings.rendering.without_signature_fields"
            ),
            (
                new()
                {
                    XmlSteps = { steps },
                    Rendering = new()
                    {
                        Copy = Wire.CopyKind.Extract,
                        Extract = new() { Subjects = { "TOAN" } },
                    },
                },
                "INVALID_REQUEST",
                "settings.rendering.copy"
            ),
            (
                new()
                {
                    XmlSteps =
                    {
                        steps.Take(2),
                        new Wire.SigningStep(steps[2]) { Identity = "nobody" },
                    },
                },
                "IDENTITY_NOT_FOUND",
                "settings.xml_steps[2].identity"
            ),
        ];
        foreach (var (settings, kind, field) in cases)
        {
            var failure = await FailAsync(server, transcript.Xml, settings);
            Assert.Equal((kind, field), (failure.Kind, failure.Field));
        }
        Assert.Equal("0", CrashTests.Text(school.JournalFile, "SELECT count(*) FROM outcome"));
    }

    [Fact]
    public async Task SealTranscriptBatch_WhenBadDocumentsComeBetween_SealsTheOthersAndRepeatsThem()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcripts = school.Transcripts(5);
        List<DocumentToSign> documents = [.. transcripts.Select(static t => new DocumentToSign(t.FileName, t.Xml))];
        documents.Insert(1, new DocumentToSign("cut-off", transcripts[0].Xml.AsMemory(0, 500)));
        documents.Insert(3, new DocumentToSign("pdf", OnePagePdf.Make(), Wire.DocumentFormat.Pdf));
        // Of more than one message, there and back.
        byte[] large = [.. transcripts[4].Xml, .. Enumerable.Repeat((byte)'\n', 400 * 1024)];
        documents[^1] = new DocumentToSign("large", large);
        var options = new BatchOptions { BatchId = "class-1" };

        var first = await SealAsync();
        var second = await SealAsync();

        Assert.Equal(7, first.Count);
        Assert.Equal("MALFORMED_DOCUMENT", first["cut-off"].Error!.Kind);
        Assert.Equal("UNSUPPORTED_FORMAT", first["pdf"].Error!.Kind);
        foreach (var (id, item) in first.Where(static item => item.Value.IsSealed))
        {
            AssertSame(item.Sealed!, second[id].Sealed!);
            await AssertPassesAsync(server, item.Sealed!.Xml.Document, 3);
            await AssertPassesAsync(server, item.Sealed.Pdf.Document, 2);
        }
        Assert.Equal(5, first.Count(static item => item.Value.IsSealed));
        Assert.Equal("5", CrashTests.Text(school.JournalFile, "SELECT count(*) FROM pair"));
        AssertOthersAgree(first["large"].Sealed!, $"{transcripts[4].Transcript.Header.LookupCode}.xml");

        async Task<Dictionary<string, BatchSealResult>> SealAsync() =>
            await server
                .Client.SealTranscriptBatchAsync(documents.ToAsyncEnumerable(), Settings(transcripts[0]), options)
                .ToDictionaryAsync(static item => item.Id);
    }

    [Theory]
    [InlineData(20)]
    public async Task Pair_WhenAnOctetOfEitherHalfChanges_IsFound(int places)
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var pair = await server.Client.SealTranscriptAsync(
            new DocumentToSign("p", transcript.Xml),
            Settings(transcript)
        );

        foreach (var half in new[] { pair.Xml.Document, pair.Pdf.Document })
        {
            for (var i = 0; i < places; i++)
            {
                var changed = half.ToArray();
                changed[(int)((i + 0.5) * changed.Length / places)] ^= 0x01;
                var report = await server.Client.VerifyAsync(
                    new DocumentToSign("v", changed, Wire.DocumentFormat.Unspecified)
                );
                Assert.NotEqual(Wire.Indication.TotalPassed, report.Indication);
            }
        }
    }

    public void Dispose() => _work.Dispose();

    private static Wire.SealSettings Settings(SampleTranscript transcript) =>
        new() { XmlSteps = { School.AllSteps(transcript).Steps } };

    private static async Task<SigningClientException> FailAsync(
        RunningServer server,
        ReadOnlyMemory<byte> xml,
        Wire.SealSettings settings
    ) =>
        await Assert.ThrowsAsync<SigningClientException>(() =>
            server.Client.SealTranscriptAsync(new DocumentToSign("", xml), settings)
        );

    private static void AssertSame(SealedResult first, SealedResult second)
    {
        Assert.True(second.IsRepeated);
        Assert.Equal(first.Xml.Document.ToArray(), second.Xml.Document.ToArray());
        Assert.Equal(first.Pdf.Document.ToArray(), second.Pdf.Document.ToArray());
        Assert.Equal(first.Record, second.Record);
    }

    private static async Task AssertPassesAsync(RunningServer server, ReadOnlyMemory<byte> document, int signatures)
    {
        var report = await server.Client.VerifyAsync(
            new DocumentToSign("v", document, Wire.DocumentFormat.Unspecified)
        );
        Assert.Equal(Wire.Indication.TotalPassed, report.Indication);
        Assert.Equal(signatures, report.Signatures.Count);
        Assert.Empty(report.MissingRoles);
    }

    // poppler and qpdf: the signatures' values, the file's syntax, and the very XML in it.
    private void AssertOthersAgree(SealedResult pair, string name)
    {
        var pdf = _work.Write("pair.pdf", pair.Pdf.Document.Span);
        Assert.Equal(2, ValidSignatures().Count(OutsideTool.Run("pdfsig", "-nocert", pdf).Output));
        Assert.Equal(0, OutsideTool.Run("qpdf", "--check", pdf).ExitCode);
        Assert.Contains(name, OutsideTool.Run("pdfdetach", "-list", pdf).Output, StringComparison.Ordinal);
        var detached = _work.File("detached.xml");
        Assert.Equal(0, OutsideTool.Run("pdfdetach", "-save", "1", "-o", detached, pdf).ExitCode);
        Assert.Equal(pair.Xml.Document.ToArray(), File.ReadAllBytes(detached));
    }

    [GeneratedRegex("Signature is Valid")]
    private static partial Regex ValidSignatures();

    [GeneratedRegex(@"^ +\d+ +\d+ image ", RegexOptions.Multiline)]
    private static partial Regex Pictures();
}
