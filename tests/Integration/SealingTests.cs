// SPDX-License-Identifier: Apache-2.0
using System.Net.Http.Json;
using System.Security.Cryptography;
using Grpc.Health.V1;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

public sealed class SealingTests
{
    [Theory]
    [InlineData(SchoolLevel.TieuHoc, 3)]
    [InlineData(SchoolLevel.Thcs, 16)]
    public async Task SignBatch_WhenAClassComes_SealsEveryTranscript(SchoolLevel level, int signatures)
    {
        using var school = new School(level);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcripts = school.Transcripts(5);
        var documents = transcripts
            .Select(static t => new DocumentToSign(t.FileName, t.Xml))
            .Append(new DocumentToSign("bad.xml", "<HocBaSo"u8.ToArray()));
        var results = await server
            .Client.SignBatchAsync(documents.ToAsyncEnumerable(), School.AllSteps(transcripts[0]))
            .ToDictionaryAsync(static r => r.Id);

        Assert.Equal("MALFORMED_DOCUMENT", results["bad.xml"].Error!.Kind);
        foreach (var transcript in transcripts)
        {
            var signed = results[transcript.FileName].Signed;
            Assert.NotNull(signed);
            Assert.Equal(signatures, signed.Signatures.Count);
            Assert.Equal("tsa", signed.Signatures[^1].TimestampAuthority);
            var report = await server.Client.VerifyAsync(new DocumentToSign("v", signed.Document));
            Assert.Equal(Indication.TotalPassed, report.Indication);
            Assert.Equal(signatures, report.Signatures.Count);
            Assert.Empty(report.MissingRoles);
        }
    }

    [Fact]
    public async Task Sign_WhenTheRequestIdComesAgain_GivesTheSameDocumentWithoutASecondSignature()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcripts = school.Transcripts(2);
        var document = new DocumentToSign("r-1", transcripts[0].Xml);
        var first = await server.Client.SignAsync(document, School.AllSteps(transcripts[0]));
        var second = await server.Client.SignAsync(document, School.AllSteps(transcripts[0]));
        var other = await Assert.ThrowsAsync<SigningClientException>(() =>
            server.Client.SignAsync(new DocumentToSign("r-1", transcripts[1].Xml), School.AllSteps(transcripts[1]))
        );

        Assert.False(first.IsRepeated);
        Assert.True(second.IsRepeated);
        Assert.Equal(SHA256.HashData(first.Document.Span), SHA256.HashData(second.Document.Span));
        Assert.Equal("REQUEST_ID_REUSED", other.Kind);
    }

    [Fact]
    public async Task Sign_WhenAStepIsNotAllowed_RefusesWithItsKind()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var all = School.AllSteps(transcript);
        var seal = new SigningSettings { Steps = { all.Steps[^1] } };
        var wrongRole = new SigningSettings
        {
            Steps =
            {
                new SigningStep { Role = SignerRole.Cbql, Identity = "gv" },
            },
        };
        var nobody = new SigningSettings
        {
            Steps =
            {
                new SigningStep { Role = SignerRole.Cbql, Identity = "nobody" },
            },
        };
        var homeroom = new SigningSettings { Steps = { all.Steps[0] } };
        var otherSchool = all.Clone();
        otherSchool.Steps[^1].Identity = "truong-khac";
        var signedOnce = await server.Client.SignAsync(new DocumentToSign("h", transcript.Xml), homeroom);
        var sealedOne = await server.Client.SignAsync(new DocumentToSign("s", transcript.Xml), all);

        async Task<string> KindAsync(SigningSettings settings, ReadOnlyMemory<byte> document) =>
            (
                await Assert.ThrowsAsync<SigningClientException>(() =>
                    server.Client.SignAsync(new DocumentToSign("", document), settings)
                )
            ).Kind;
        Assert.Equal("OUT_OF_ORDER", await KindAsync(seal, transcript.Xml));
        Assert.Equal("NOT_PERMITTED", await KindAsync(wrongRole, transcript.Xml));
        Assert.Equal("IDENTITY_NOT_FOUND", await KindAsync(nobody, transcript.Xml));
        Assert.Equal("NOT_PERMITTED", await KindAsync(otherSchool, transcript.Xml));
        Assert.Equal("ALREADY_SIGNED", await KindAsync(homeroom, signedOnce.Document));
        Assert.Equal("ALREADY_SEALED", await KindAsync(seal, sealedOne.Document));
    }

    [Fact]
    public async Task Health_WhenTheRealPartsRun_Serves()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var health = new Health.HealthClient(server.Channel);
        var answer = await health.CheckAsync(new HealthCheckRequest());
        using var http = new HttpClient();
        var page = await http.GetFromJsonAsync<Dictionary<string, object>>(new Uri(server.Host.HttpAddress, "/health"));

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
        Assert.Equal("SERVING", page!["status"].ToString());
        Assert.Contains("tsa", page["parts"].ToString());
    }

    [Fact]
    public async Task Health_WhenNoAuthorityAnswers_DoesNotServe()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration("http://127.0.0.1:9/tsa"));
        var answer = await new Health.HealthClient(server.Channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, answer.Status);
    }
}
