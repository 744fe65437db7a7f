// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>Document timestamps by a real server over a real token, looked at by the tools of others.</summary>
public sealed partial class DocumentTimestampTests
{
    [Fact]
    public async Task Sign_WhenAPdfIsSignedSealedAndTimestampedLater_EveryToolAgreesAndNoEarlierByteChanges()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var pdf = OnePagePdf.Make();

        var once = await server.Client.SignAsync(Pdf("a", pdf), SignersOf(school, timestamp: true));
        var later = await server.Client.SignAsync(Pdf("b", once.Document), TimestampOnly);

        Assert.Equal(2, once.Signatures.Count);
        Assert.Equal("DTS-1", once.DocumentTimestamp!.FieldName);
        Assert.Empty(later.Signatures);
        Assert.Equal(("DTS-2", "tsa"), (later.DocumentTimestamp!.FieldName, later.DocumentTimestamp.Authority));
        Assert.True(once.Document.Span.StartsWith(pdf));
        Assert.True(later.Document.Span.StartsWith(once.Document.Span));
        var report = await server.Client.VerifyAsync(Pdf("v", later.Document));
        Assert.Equal(Indication.TotalPassed, report.Indication);
        Assert.All(report.Signatures, static s => Assert.Equal(Integrity.Intact, s.Integrity));
        Assert.Equal(["CBQL", "PHAT_HANH", "DTS-1", "DTS-2"], report.Signatures.Select(static s => s.Id));
        Assert.Equal("RFC3161", report.Signatures[^1].Level);
        Assert.Equal("covers whole file", Assert.Single(report.Signatures[^1].SignedPaths));
        Assert.Equal(later.DocumentTimestamp.Time, report.Signatures[^1].TimestampTime);
        RequireOtherTools(school, later.Document.ToArray(), signatures: 2, timestamps: 2);
    }

    [Fact]
    public async Task Sign_WhenTheRequestIsRepeated_GivesTheSameBytesWithoutAnotherTimestamp()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        var pdf = OnePagePdf.Make();
        ReadOnlyMemory<byte> all;
        ReadOnlyMemory<byte> only;
        await using (var server = await RunningServer.StartAsync(school.WriteConfiguration()))
        {
            all = (await server.Client.SignAsync(Pdf("a", pdf), SignersOf(school, timestamp: true))).Document;
            only = (await server.Client.SignAsync(Pdf("b", pdf), TimestampOnly)).Document;
        }

        // The token of then comes from the journal: nobody listens at the authority's address.
        await using var restarted = await RunningServer.StartAsync(school.WriteConfiguration("http://127.0.0.1:9/"));
        var allAgain = await restarted.Client.SignAsync(Pdf("a", pdf), SignersOf(school, timestamp: true));
        var onlyAgain = await restarted.Client.SignAsync(Pdf("b", pdf), TimestampOnly);

        Assert.True(allAgain.IsRepeated && onlyAgain.IsRepeated);
        Assert.Equal(all.ToArray(), allAgain.Document.ToArray());
        Assert.Equal(only.ToArray(), onlyAgain.Document.ToArray());
        Assert.NotNull(allAgain.DocumentTimestamp);
    }

    [Fact]
    public async Task SignBatch_WhenPdfsAreTimestamped_TellsItWithEachItem()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var documents = Enumerable.Range(0, 3).Select(i => Pdf($"d{i}", OnePagePdf.Make())).ToList();
        documents.Add(new DocumentToSign("xml", school.Transcripts(1)[0].Xml, DocumentFormat.Xml));

        var items = await server.Client.SignBatchAsync(documents.ToAsyncEnumerable(), TimestampOnly).ToListAsync();

        Assert.All(items.Where(i => i.Id != "xml"), i => Assert.Equal("DTS-1", i.Signed!.DocumentTimestamp!.FieldName));
        var refused = items.Single(i => i.Id == "xml").Error!;
        Assert.Equal(("UNSUPPORTED_FORMAT", "settings.document_timestamp"), (refused.Kind, refused.Field));
    }

    [Fact]
    public async Task Sign_WhenTheProcessWasKilledBeforeTheTimestampCame_TimestampsOnceUnderTheSameId()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        var pdf = OnePagePdf.Make();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using (var server = ServerProcess.Start(school.WriteConfiguration($"http://{silent.LocalEndpoint}/")))
        {
            using var client = new SigningClient(await server.Address, new SigningClientOptions { MaxRetries = 0 });
            var lost = client.SignAsync(Pdf("a", pdf), TimestampOnly);
            using var asked = await silent.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(30));
            await server.KillAsync();
            await Assert.ThrowsAsync<SigningClientException>(() => lost);
        }
        Assert.Equal("DOCUMENT_TIMESTAMP,1,open", Journal(school));

        await using var again = await RunningServer.StartAsync(school.WriteConfiguration());
        var made = await again.Client.SignAsync(Pdf("a", pdf), TimestampOnly);
        var repeated = await again.Client.SignAsync(Pdf("a", pdf), TimestampOnly);

        Assert.False(made.IsRepeated);
        Assert.True(repeated.IsRepeated);
        Assert.Equal(made.Document.ToArray(), repeated.Document.ToArray());
        Assert.Equal("DOCUMENT_TIMESTAMP,1,unknown DOCUMENT_TIMESTAMP,2,signed", Journal(school));
    }

    private static SigningSettings TimestampOnly => new() { DocumentTimestamp = true };

    private static DocumentToSign Pdf(string id, ReadOnlyMemory<byte> pdf) => new(id, pdf, DocumentFormat.Pdf);

    private static SigningSettings SignersOf(School school, bool timestamp)
    {
        var all = School.AllSteps(school.Transcripts(1)[0]);
        return new SigningSettings { Steps = { all.Steps[^2], all.Steps[^1] }, DocumentTimestamp = timestamp };
    }

    private static void RequireOtherTools(School school, byte[] pdf, int signatures, int timestamps)
    {
        var file = Write(school, "stamped.pdf", pdf);
        var (exit, output, error) = OutsideTool.Run("qpdf", "--check", file);
        Assert.True(exit == 0 && !output.Contains("WARNING", StringComparison.Ordinal), output + error);
        var said = OutsideTool.Run("pdfsig", "-nocert", file).Output;
        Assert.Equal(signatures, said.Split("Signature is Valid").Length - 1);
        Assert.Equal(1, said.Split("Total document signed").Length - 1);
        var found = ByteRange().Matches(Encoding.Latin1.GetString(pdf));
        Assert.Equal(signatures + timestamps, found.Count);
        foreach (var match in found.TakeLast(timestamps))
        {
            RequireOpenSsl(school, pdf, match);
        }
    }

    private static void RequireOpenSsl(School school, byte[] pdf, Match match)
    {
        int[] range = [.. match.Groups.Values.Skip(1).Select(g => int.Parse(g.Value, CultureInfo.InvariantCulture))];
        byte[] octets = [.. pdf.AsSpan(0, range[0]), .. pdf.AsSpan(range[1], range[2])];
        var padded = Convert.FromHexString(Encoding.ASCII.GetString(pdf, range[0] + 1, range[1] - range[0] - 2));
        var run = OutsideTool.Run(
            "openssl",
            "ts",
            "-verify",
            "-token_in",
            "-in",
            Write(school, "token.der", padded),
            "-data",
            Write(school, "octets.bin", octets),
            "-CAfile",
            Path.Combine(school.Folder, "timestamps.pem")
        );
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    private static string Write(School school, string name, byte[] octets)
    {
        var file = Path.Combine(school.Folder, name);
        File.WriteAllBytes(file, octets);
        return file;
    }

    /// <summary>Role, attempt and end of every intent.</summary>
    private static string Journal(School school) =>
        CrashTests.Text(
            school.JournalFile,
            """
            SELECT group_concat(i.claimed_role || ',' || i.attempt || ',' || coalesce(o.kind, 'open'), ' ' ORDER BY i.sequence)
            FROM intent i LEFT JOIN outcome o USING (tenant, caller, request_id, attempt, step)
            WHERE i.identity_id = '' AND i.signature_scheme = 'none' AND length(i.certificate_thumbprint) = 0
            """
        );

    [GeneratedRegex(@"/ByteRange \[0 (\d+) (\d+) (\d+) *\]")]
    private static partial Regex ByteRange();
}
