// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Answers of issuers come out of a journal as they were kept, so that openssl reads them.</summary>
public sealed class AuditEvidenceTests : IDisposable
{
    private static readonly DateTimeOffset Update = new(2026, 5, 31, 8, 30, 15, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string Journal => _folder.File("journal.db");

    private string Target => _folder.File("answer.der");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evidence_OfARevocationList_IsWrittenAsItWasKeptAndOpensslReadsIt()
    {
        using var authority = new OpenSslAuthority();
        var pem = _folder.Write("crl.pem", await authority.CrlAsync());
        var crl = await OpenSslAsync("crl", "-in", pem, "-outform", "DER", "-out", _folder.File("crl.der"));
        Assert.Equal(0, crl.ExitCode);
        var content = await File.ReadAllBytesAsync(_folder.File("crl.der"));
        await KeepAsync(StatusEvidenceKind.Crl, content);

        var run = await EvidenceAsync(HexOf(content), "--out", Target);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith($"{content.Length} octets in {Target}\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(Target));
        string[] recipe = ["crl", "-inform", "DER", "-in", Target, "-CAfile", authority.CertificateFile];
        var read = await OpenSslAsync([.. recipe, "-noout", "-text"]);
        Assert.True(read.ExitCode == 0, read.Error);
        Assert.Contains("verify OK", read.Error, StringComparison.Ordinal);
        Assert.Contains("Certificate Revocation List", read.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_OfAResponder_IsWrittenAsItWasKeptAndOpensslReadsIt()
    {
        using var authority = new OpenSslAuthority();
        using var person = authority.IssuePerson("Nguyễn Thị Hoa");
        var certificate = _folder.Write("signer.pem", person.ExportCertificatePem());
        string[] about = ["-issuer", authority.CertificateFile, "-cert", certificate];
        await using (var responder = await authority.StartResponderAsync())
        {
            string[] ask = ["-url", responder.Url.AbsoluteUri, "-noverify", "-respout", _folder.File("kept.der")];
            Assert.Equal(0, (await OpenSslAsync(["ocsp", "-no_nonce", .. about, .. ask])).ExitCode);
        }
        var content = await File.ReadAllBytesAsync(_folder.File("kept.der"));
        await KeepAsync(StatusEvidenceKind.Ocsp, content);

        var run = await EvidenceAsync(HexOf(content).ToUpperInvariant(), "--out", Target, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(content, await File.ReadAllBytesAsync(Target));
        string[] recipe = ["ocsp", "-respin", Target, .. about, "-CAfile", authority.CertificateFile, "-no_nonce"];
        var read = await OpenSslAsync(recipe);
        Assert.True(read.ExitCode == 0, read.Error);
        Assert.Contains("Response verify OK", read.Error, StringComparison.Ordinal);
        Assert.Contains("signer.pem: good", read.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Evidence_AsJson_TellsWhatIsNotedBesideIt(bool hasNextUpdate)
    {
        byte[] content = [0x30, 0x01, 0x00];
        await KeepAsync(StatusEvidenceKind.Crl, content, hasNextUpdate ? Update.AddDays(1) : null);
        var run = await EvidenceAsync(HexOf(content), "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var next = hasNextUpdate ? "\"2026-06-01T08:30:15.0000000Z\"" : "null";
        Assert.Equal(
            $"{{\"digest\":\"{HexOf(content)}\",\"intact\":true,\"contentDigest\":\"{HexOf(content)}\",\"kind\":\"crl\","
                + "\"source\":\"http://crl.example/ca.crl\",\"thisUpdate\":\"2026-05-31T08:30:15.0000000Z\","
                + $"\"nextUpdate\":{next},\"receivedAt\":\"2026-05-31T08:31:15.0000000Z\",\"size\":3,\"file\":null,\"defects\":[]}}",
            Assert.Single(run.Lines)
        );
    }

    [Fact]
    public async Task Evidence_ForPeople_TellsTheSameAndSteersNoTerminal()
    {
        byte[] content = [0x30, 0x01, 0x00];
        await KeepAsync(StatusEvidenceKind.Ocsp, content);
        Tamperer.Bend(Journal, "UPDATE status_evidence SET source = '[red]' || char(27) || '[2J'");
        var run = await EvidenceAsync(HexOf(content));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (var told in (string[])["ocsp", "[red]\\u{1B}[2J", "2026-05-31T08:31:15", HexOf(content)])
        {
            Assert.Contains(told, run.Output, StringComparison.Ordinal);
        }
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Evidence_WhenItWasBent_SaysSoAndWritesNothing()
    {
        byte[] content = [0x30, 0x01, 0x00];
        await KeepAsync(StatusEvidenceKind.Crl, content);
        Tamperer.Bend(Journal, "UPDATE status_evidence SET content = x'300101'");

        var people = await EvidenceAsync(HexOf(content), "--out", Target);
        var json = await EvidenceAsync(HexOf(content), "--out", Target, "--json");

        Assert.Equal((1, 1), (people.ExitCode, json.ExitCode));
        Assert.Contains("NOT INTACT", people.Output, StringComparison.Ordinal);
        var told = Assert.Single(json.Json);
        Assert.False(told.GetProperty("intact").GetBoolean());
        Assert.Equal(HexOf([0x30, 0x01, 0x01]), told.GetProperty("contentDigest").GetString());
        HasWrittenNothing();
    }

    [Fact]
    public async Task Evidence_WhenThereIsNone_EndsWith1()
    {
        await KeepAsync(StatusEvidenceKind.Crl, [0x30, 0x01, 0x00]);
        var run = await EvidenceAsync(new string('0', 64), "--out", Target);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal($"hbs: {Journal}: no evidence {new string('0', 64)}\n", run.Error);
        HasWrittenNothing();
    }

    [Theory]
    [InlineData("12")]
    [InlineData("")]
    [InlineData("zz")]
    public async Task Evidence_WhenTheDigestIsNone_EndsWith64(string start)
    {
        await KeepAsync(StatusEvidenceKind.Crl, [0x30, 0x01, 0x00]);
        var digest = start == "zz" ? start + new string('0', 62) : start;
        var run = await EvidenceAsync(digest, "--out", Target);

        Assert.Equal((64, ""), (run.ExitCode, run.Output));
        Assert.Equal(64, (await CommandRun.HbsAsync("audit", "evidence", Journal)).ExitCode);
        HasWrittenNothing();
    }

    [Theory]
    [InlineData("kind = 'ocsp'", "kind is ocsp, but the answer says crl")]
    [InlineData(
        "this_update = '2020-01-01T00:00:00.0000000Z'",
        "thisUpdate is 2020-01-01T00:00:00.0000000Z, but the answer says"
    )]
    [InlineData("next_update = NULL", "nextUpdate is none, but the answer says")]
    [InlineData("this_update = '[red]' || char(27)", "which is no time")]
    [InlineData("received_at = 'yesterday'", "receivedAt is 'yesterday', which is no time")]
    public async Task Evidence_WhenANoteWasBent_NamesItAndEndsWith1AsVerifyDoes(string change, string told)
    {
        using var authority = new OpenSslAuthority();
        var pem = _folder.Write("crl.pem", await authority.CrlAsync());
        await OpenSslAsync("crl", "-in", pem, "-outform", "DER", "-out", _folder.File("crl.der"));
        var content = await File.ReadAllBytesAsync(_folder.File("crl.der"));
        await KeepAsync(StatusEvidenceKind.Crl, content);
        await UsesOfKeys.WriteAsync(Journal, Update, ("so", "gv", 1), signed: 1, evidence: SHA256.HashData(content));
        Assert.Equal(0, (await CommandRun.HbsAsync("audit", "verify", Journal)).ExitCode);
        Tamperer.Bend(Journal, $"UPDATE status_evidence SET {change}");

        var people = await EvidenceAsync(HexOf(content), "--out", Target);
        var json = await EvidenceAsync(HexOf(content), "--json");

        Assert.Equal((1, 1, ""), (people.ExitCode, json.ExitCode, people.Error));
        var line = Assert.Single(people.Lines, static l => l.StartsWith("NOTE ALTERED: ", StringComparison.Ordinal));
        Assert.Contains(told, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', people.Output);
        Assert.Equal(content, await File.ReadAllBytesAsync(Target));
        var answer = Assert.Single(json.Json);
        Assert.True(answer.GetProperty("intact").GetBoolean());
        Assert.Contains(
            told,
            Assert.Single(answer.GetProperty("defects").EnumerateArray()).GetString()!,
            StringComparison.Ordinal
        );
        var verify = await CommandRun.HbsAsync("audit", "verify", Journal, "--json");
        Assert.Equal(1, verify.ExitCode);
        var finding = Assert.Single(Assert.Single(verify.Json).GetProperty("findings").EnumerateArray());
        Assert.Equal("EVIDENCE_ALTERED", finding.GetProperty("kind").GetString());
        Assert.Contains(told, finding.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_WhenItCantBeRead_EndsWith3()
    {
        byte[] content = [0x30, 0x01, 0x00];
        await KeepAsync(StatusEvidenceKind.Crl, content);
        Tamperer.Bend(Journal, "DROP TABLE status_evidence");
        var run = await EvidenceAsync(HexOf(content), "--out", Target);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("hbs: " + Journal, run.Error, StringComparison.Ordinal);
        HasWrittenNothing();
        var missing = await CommandRun.HbsAsync("audit", "evidence", _folder.File("missing.db"), HexOf(content));
        Assert.Equal(3, missing.ExitCode);
    }

    [Fact]
    public async Task Evidence_WhenTheTargetIsThere_ReplacesItWholeButNeverTheJournal()
    {
        byte[] content = [0x30, 0x01, 0x00];
        await KeepAsync(StatusEvidenceKind.Crl, content);
        var journal = await File.ReadAllBytesAsync(Journal);
        _folder.Write("answer.der", "of yesterday");

        Assert.Equal(0, (await EvidenceAsync(HexOf(content), "--out", Target)).ExitCode);
        Assert.Equal(content, await File.ReadAllBytesAsync(Target));
        Assert.Equal(64, (await EvidenceAsync(HexOf(content), "--out", Journal)).ExitCode);
        Assert.Equal(journal, await File.ReadAllBytesAsync(Journal));
        Assert.Empty(Directory.GetFiles(_folder.Path, ".*"));
    }

    private async Task KeepAsync(StatusEvidenceKind kind, byte[] content, DateTimeOffset? nextUpdate = null)
    {
        await using var journal = SqliteSigningJournal.Open(
            new JournalOptions { Path = Journal, NodeId = "node-1" },
            TimeProvider.System
        );
        var (thisUpdate, next) = StatusAnswers.Read(content)?.Times[0] ?? (Update, nextUpdate);
        var evidence = new StatusEvidence
        {
            Kind = kind,
            Content = content,
            Source = "http://crl.example/ca.crl",
            ThisUpdate = thisUpdate,
            NextUpdate = next,
            ReceivedAt = Update.AddMinutes(1),
        };
        await journal.KeepAsync(evidence, CancellationToken.None);
    }

    private Task<CommandRun> EvidenceAsync(string digest, params string[] options) =>
        CommandRun.HbsAsync(["audit", "evidence", Journal, digest, .. options]);

    private void HasWrittenNothing() => Assert.Empty(Directory.GetFiles(_folder.Path, "*answer.der*"));

    private static Task<ToolResult> OpenSslAsync(params string[] arguments) => Tool.RunAsync("openssl", arguments);

    private static string HexOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
