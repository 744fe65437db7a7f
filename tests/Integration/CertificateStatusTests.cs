// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text.Json;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;
using Microsoft.Data.Sqlite;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>The status of certificates from <c>openssl ocsp</c> and from CRLs of <c>openssl ca</c>, before a real server signs.</summary>
public sealed class CertificateStatusTests
{
    private const int RefreshSeconds = 2;
    private static readonly object s_quick = new { maxAgeSeconds = RefreshSeconds, backOffMilliseconds = 200 };

    // What a busy machine may take on top of the configured time.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Sign_WhenTheCertificateIsRevokedMeanwhile_RefusesWithinTheRefreshTime()
    {
        using var authority = new OpenSslAuthority();
        await using var responder = await authority.StartResponderAsync(more: ["-nmin", "5"]);
        using var school = new School(
            SchoolLevel.TieuHoc,
            authority,
            new { policy = "refuse", ocsp = responder.Url.AbsoluteUri }
        )
        {
            CertificateStatus = s_quick,
        };
        await authority.TellAsync(responder);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript);
        var signed = await server.Client.SignAsync(new DocumentToSign("before", transcript.Xml), steps);

        await authority.RevokeAsync(school.CertificateOf("truong"));
        await authority.TellAsync(responder);
        var start = Stopwatch.GetTimestamp();
        var refusal = await RotationSite.RefusalAsync(server, transcript.Xml, steps);
        var elapsed = Stopwatch.GetElapsedTime(start);

        Assert.Equal("CERTIFICATE_NOT_USABLE", refusal.Kind);
        Assert.Equal($"settings.steps[{steps.Steps.Count - 1}].identity", refusal.Field);
        Assert.Contains("is revoked", refusal.Message, StringComparison.Ordinal);
        Assert.True(elapsed < TimeSpan.FromSeconds(RefreshSeconds) + s_grace, $"{elapsed}");

        // The others sign on, and what was signed is given again.
        var teacher = new SigningSettings { Steps = { steps.Steps[0] } };
        await server.Client.SignAsync(new DocumentToSign("teacher", transcript.Xml), teacher);
        var again = await server.Client.SignAsync(new DocumentToSign("before", transcript.Xml), steps);
        Assert.True(again.IsRepeated);
        Assert.All(signed.Signatures, static s => Assert.Equal(CertificateStatus.Good, s.CertificateStatus));
        Assert.Equal(signed.Signatures, again.Signatures);
        Assert.Equal(signed.Document.ToArray(), again.Document.ToArray());
        Assert.Equal(
            ["good ocsp"],
            await QueryAsync(
                school,
                "SELECT DISTINCT i.certificate_status || ' ' || e.kind FROM intent i JOIN status_evidence e ON e.digest = i.status_evidence"
            )
        );
        Assert.Equal(["0"], await QueryAsync(school, "SELECT count(*) FROM intent WHERE status_evidence IS NULL"));
    }

    [Fact]
    public async Task Sign_WhenOnlyACrlTells_FollowsIt()
    {
        using var authority = new OpenSslAuthority();
        using var files = new HttpFiles();
        var url = files.Set("ca.crl", await authority.CrlAsync());
        using var school = new School(SchoolLevel.TieuHoc, authority, new { policy = "refuse", crl = url.AbsoluteUri })
        {
            CertificateStatus = s_quick,
        };
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript);
        await server.Client.SignAsync(new DocumentToSign("before", transcript.Xml), steps);

        await authority.RevokeAsync(school.CertificateOf("truong"));
        files.Set("ca.crl", await authority.CrlAsync());

        Assert.Equal("CERTIFICATE_NOT_USABLE", (await RotationSite.RefusalAsync(server, transcript.Xml, steps)).Kind);
    }

    [Theory]
    [InlineData("warn")]
    [InlineData("refuse")]
    public async Task Sign_WhenTheResponderIsDown_FollowsThePolicyWithinTheTimeLimit(string policy)
    {
        using var authority = new OpenSslAuthority();
        var responder = await authority.StartResponderAsync();
        await responder.DisposeAsync();
        using var school = new School(SchoolLevel.TieuHoc, authority, new { policy, ocsp = responder.Url.AbsoluteUri });
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript);
        var document = new DocumentToSign("d", transcript.Xml);
        var start = Stopwatch.GetTimestamp();

        if (policy == "warn")
        {
            var signed = await server.Client.SignAsync(document, steps);
            Assert.Equal(steps.Steps.Count, signed.Warnings.Count());
            Assert.Equal(
                ["unknown"],
                await QueryAsync(school, "SELECT DISTINCT certificate_status FROM intent WHERE status_evidence IS NULL")
            );
        }
        else
        {
            var refusal = await Assert.ThrowsAsync<SigningClientException>(() =>
                server.Client.SignAsync(document, steps)
            );
            Assert.Equal("CERTIFICATE_NOT_USABLE", refusal.Kind);
            Assert.Contains("has no known status", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(["0"], await QueryAsync(school, "SELECT count(*) FROM intent"));
        }

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5) + s_grace);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_WhenAnIssuerIsRevoked_RefusesUnlessIssuersAreNotAskedFor(bool checkIssuers)
    {
        using var root = new OpenSslAuthority();
        using var files = new HttpFiles();
        var ofRoot = files.Set("root.crl", await root.CrlAsync());
        using var issuing = new OpenSslAuthority(root, new StatusPointers([], [ofRoot]));
        var ofIssuing = files.Set("issuing.crl", await issuing.CrlAsync());
        using var school = new School(
            SchoolLevel.TieuHoc,
            issuing,
            new { policy = "refuse", crl = ofIssuing.AbsoluteUri }
        )
        {
            CertificateStatus = new
            {
                maxAgeSeconds = RefreshSeconds,
                backOffMilliseconds = 200,
                allowPrivateAddresses = true,
                checkIssuers,
            },
        };
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript);
        var signed = await server.Client.SignAsync(new DocumentToSign("before", transcript.Xml), steps);
        Assert.All(signed.Signatures, static s => Assert.Equal(CertificateStatus.Good, s.CertificateStatus));

        await root.RevokeAsync(issuing.Issuer.Certificate, "CACompromise");
        files.Set("root.crl", await root.CrlAsync());

        if (checkIssuers)
        {
            var refusal = await RotationSite.RefusalAsync(server, transcript.Xml, steps);
            Assert.Equal("CERTIFICATE_NOT_USABLE", refusal.Kind);
            Assert.Contains("is revoked", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("its issuer CN=OpenSSL issuing CA", refusal.Message, StringComparison.Ordinal);
        }
        else
        {
            await Task.Delay(TimeSpan.FromSeconds(RefreshSeconds + 1));
            await server.Client.SignAsync(new DocumentToSign("after", transcript.Xml), steps);
        }

        // What was relied on is kept: of the issuer too, before and after.
        var kept = await QueryAsync(school, $"SELECT count(*) FROM status_evidence WHERE source LIKE '%root.crl'");
        Assert.Equal([checkIssuers ? "2" : "0"], kept);
    }

    [Fact]
    public async Task Sign_WhenNobodyTellsOfAnIssuer_FollowsThePolicy()
    {
        using var root = new OpenSslAuthority();
        using var files = new HttpFiles();
        using var issuing = new OpenSslAuthority(root, new StatusPointers([], [new Uri(files.Url, "missing.crl")]));
        var ofIssuing = files.Set("issuing.crl", await issuing.CrlAsync());
        using var school = new School(
            SchoolLevel.TieuHoc,
            issuing,
            new { policy = "warn", crl = ofIssuing.AbsoluteUri }
        )
        {
            CertificateStatus = new { backOffMilliseconds = 200, allowPrivateAddresses = true },
        };
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];

        var signed = await server.Client.SignAsync(
            new DocumentToSign("d", transcript.Xml),
            School.AllSteps(transcript)
        );

        Assert.Equal(signed.Signatures.Count, signed.Warnings.Count());
    }

    [Fact]
    public async Task Health_WhenAPolicyCantBeMet_SaysSoAndServes()
    {
        using var authority = new OpenSslAuthority();
        using var files = new HttpFiles();
        var url = new Uri(files.Url, "ca.crl");
        using var school = new School(SchoolLevel.TieuHoc, authority, new { policy = "refuse", crl = url.AbsoluteUri })
        {
            CertificateStatus = s_quick,
        };
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());

        var bad = await PartAsync(
            server,
            "4 of 4 identities that need a known status have none: so-gddt/gv, so-gddt/hieu-truong, so-gddt/truong, so-gddt/truong-khac"
        );
        files.Set("ca.crl", await authority.CrlAsync());
        var good = await PartAsync(server, "4 identities need a known status, none lacks it");

        Assert.False(bad.GetProperty("well").GetBoolean());
        Assert.True(bad.GetProperty("advisory").GetBoolean());
        Assert.True(good.GetProperty("well").GetBoolean());
    }

    // The server serves all the while; on a busy machine the first answers come one after another.
    private static async Task<JsonElement> PartAsync(RunningServer server, string detail)
    {
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(s_grace);
        while (true)
        {
            var page = await http.GetStringAsync(new Uri(server.Host.HttpAddress, "/health"), patience.Token);
            var root = JsonDocument.Parse(page).RootElement;
            Assert.Equal("SERVING", root.GetProperty("status").GetString());
            var part = root.GetProperty("parts").GetProperty("status");
            if (part.GetProperty("detail").GetString() == detail)
            {
                return part;
            }
            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task<List<string>> QueryAsync(School school, string sql)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={school.JournalFile};Mode=ReadOnly;Pooling=False"
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await row.ReadAsync())
        {
            rows.Add(row.GetValue(0).ToString()!);
        }

        return rows;
    }
}
