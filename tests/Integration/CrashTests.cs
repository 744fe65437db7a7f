// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;
using HocBaSo.Signing.Client;
using Microsoft.Data.Sqlite;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

public sealed class CrashTests
{
    [Fact]
    public async Task Sign_WhenTheProcessWasKilledBetweenIntentAndOutcome_SignsOnceUnderTheSameId()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        var transcript = school.Transcripts(1)[0];
        var document = new DocumentToSign("class-9a/001", transcript.Xml);
        var steps = School.AllSteps(transcript);

        // An authority that takes connections and never answers: the server has signed, and waits for the time.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var silentUrl = $"http://{silent.LocalEndpoint}/";
        using (var server = ServerProcess.Start(school.WriteConfiguration(silentUrl)))
        {
            using var client = new SigningClient(await server.Address, new SigningClientOptions { MaxRetries = 0 });
            var lost = client.SignAsync(document, steps);
            using var asked = await silent.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(30));
            await server.KillAsync();
            await Assert.ThrowsAsync<SigningClientException>(() => lost);
        }
        Assert.Equal((3, 0), CountRows(school.JournalFile));

        using var again = ServerProcess.Start(school.WriteConfiguration());
        using var second = new SigningClient(await again.Address);
        var signed = await second.SignAsync(document, steps);
        var repeated = await second.SignAsync(document, steps);

        Assert.False(signed.IsRepeated);
        Assert.True(repeated.IsRepeated);
        Assert.Equal(signed.Document.ToArray(), repeated.Document.ToArray());
        Assert.Equal(3, signed.Signatures.Count);
        // The three that were lost are closed as discarded; three stand, and no more were made for the repeat.
        Assert.Equal((6, 3), CountRows(school.JournalFile));
    }

    [Fact]
    public async Task SignBatch_WhenTheClientDisappears_ClosesEveryIntentAndHoldsNothing()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        var transcript = school.Transcripts(1)[0];
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var server = await RunningServer.StartAsync(
            school.WriteConfiguration($"http://{silent.LocalEndpoint}/")
        );
        using var gone = new CancellationTokenSource();
        var documents = Enumerable.Range(0, 20).Select(i => new DocumentToSign($"d{i}", transcript.Xml));
        var batch = server
            .Client.SignBatchAsync(
                documents.ToAsyncEnumerable(),
                School.AllSteps(transcript),
                cancellationToken: gone.Token
            )
            .ToListAsync();
        using var asked = await silent.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(server.Host.Parts.Instruments.ItemsInFlight, 1, 20);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch.AsTask());

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (server.Host.Parts.Instruments.ItemsInFlight > 0)
        {
            await Task.Delay(20, limit.Token);
        }
        Assert.Equal(0, CountOpen(school.JournalFile));
    }

    [Fact]
    public async Task Process_WhenItIsToldToEnd_EndsWell()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        using var server = ServerProcess.Start(school.WriteConfiguration());
        await server.Address;
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task Process_WhenTheConfigurationIsWrong_TellsAllAndEndsWith78()
    {
        using var folder = new TestKit.TemporaryFolder();
        var file = folder.Write(
            "bad.json",
            """{ "node": "a b", "listen": { "grpc": "0.0.0.0:5440" }, "storage": { "journal": "x/y.db" } }"""
        );
        var run = await TestKit.Tool.RunAsync("dotnet", typeof(Server.SigningServerHost).Assembly.Location, file);

        Assert.Equal(78, run.ExitCode);
        foreach (
            var path in new[]
            {
                "node ",
                "listen.grpc ",
                "storage.journal ",
                "tokens ",
                "tenants ",
                "timestampAuthorities ",
            }
        )
        {
            Assert.Contains("\n  " + path, run.Error);
        }
    }

    private static int CountOpen(string journal) =>
        Count(
            journal,
            """
            SELECT count(*) FROM intent i WHERE NOT EXISTS (
              SELECT 1 FROM outcome o WHERE o.request_id = i.request_id AND o.attempt = i.attempt AND o.step = i.step)
            """
        );

    /// <summary>Intents, and outcomes that tell of a signature.</summary>
    private static (int Intents, int Signed) CountRows(string journal) =>
        (
            Count(journal, "SELECT count(*) FROM intent"),
            Count(journal, "SELECT count(*) FROM outcome WHERE kind = 'signed'")
        );

    private static int Count(string journal, string sql) =>
        int.Parse(Text(journal, sql), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The one value that a query of the journal gives.</summary>
    internal static string Text(string journal, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={journal};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
