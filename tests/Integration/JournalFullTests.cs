// SPDX-License-Identifier: Apache-2.0
using Grpc.Health.V1;
using Grpc.Net.Client;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.Transcripts;
using Serving = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace HocBaSo.Signing.Integration;

/// <summary>A real server whose journal can't grow any more: the kernel refuses the write, as on a full disk.</summary>
public sealed class JournalFullTests
{
    private const int FillerKibibytes = 6 << 10;
    private const int RoomKibibytes = 192;

    [Fact]
    public async Task Sign_WhenTheFileCanGrowNoMore_IsNotServingAndLosesNothingThatWasAcknowledged()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await FillAsync(school.JournalFile);
        var configuration = school.WriteConfiguration();
        var transcript = school.Transcripts(1)[0];
        List<SignedResult> acknowledged;
        using (var server = ServerProcess.StartWithFileLimit(configuration, FillerKibibytes + RoomKibibytes))
        {
            acknowledged = await SignUntilFullAsync(await server.Address, transcript);
            Assert.Equal(0, await server.TerminateAsync());
        }

        using (var server = ServerProcess.Start(configuration))
        {
            // What was acknowledged is completed again from the journal; what was refused is tried again.
            using var client = new SigningClient(await server.Address);
            foreach (var signed in acknowledged.TakeLast(3))
            {
                var again = await client.SignAsync(
                    new DocumentToSign(signed.RequestId, transcript.Xml),
                    School.AllSteps(transcript)
                );
                Assert.True(again.IsRepeated);
                Assert.Equal(signed.Document.ToArray(), again.Document.ToArray());
            }
            var refused = new DocumentToSign($"full-{acknowledged.Count}", transcript.Xml);
            Assert.False((await client.SignAsync(refused, School.AllSteps(transcript))).IsRepeated);
            Assert.Equal(0, await server.TerminateAsync());
        }
        var report = JournalAudit.Verify(school.JournalFile, new AuditOptions(), CancellationToken.None);
        Assert.True(report.IsGood, string.Join('\n', report.Findings));
    }

    private static async Task<List<SignedResult>> SignUntilFullAsync(Uri address, SampleTranscript transcript)
    {
        using var client = new SigningClient(address, new SigningClientOptions { MaxRetries = 0 });
        using var channel = GrpcChannel.ForAddress(address);
        var health = new Health.HealthClient(channel);
        Assert.Equal(Serving.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
        var acknowledged = new List<SignedResult>();
        while (true)
        {
            var document = new DocumentToSign($"full-{acknowledged.Count}", transcript.Xml);
            try
            {
                acknowledged.Add(await client.SignAsync(document, School.AllSteps(transcript)));
                Assert.InRange(acknowledged.Count, 1, 2000);
            }
            catch (SigningClientException e)
            {
                Assert.Equal("STORAGE_FAILED", e.Kind);
                Assert.NotEmpty(acknowledged);
                await BecomesNotServingAsync(health);
                return acknowledged;
            }
        }
    }

    private static async Task BecomesNotServingAsync(Health.HealthClient health)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var watch = health.Watch(new HealthCheckRequest(), cancellationToken: limit.Token);
        while (await watch.ResponseStream.MoveNext(limit.Token))
        {
            if (watch.ResponseStream.Current.Status == Serving.NotServing)
            {
                return;
            }
        }
        Assert.Fail("The server went on serving.");
    }

    // Evidence is no row: it takes room without a signature.
    private static async Task FillAsync(string journal)
    {
        await using var file = SqliteSigningJournal.Open(
            new JournalOptions { Path = journal, NodeId = "node-1" },
            TimeProvider.System
        );
        var content = new byte[FillerKibibytes << 10];
        await file.KeepAsync(
            new StatusEvidence
            {
                Kind = StatusEvidenceKind.Crl,
                Content = content,
                Source = "http://127.0.0.1/filler.crl",
                ThisUpdate = DateTimeOffset.UnixEpoch,
                ReceivedAt = DateTimeOffset.UnixEpoch,
            },
            CancellationToken.None
        );
    }
}
