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

    /// <summary>Intents, and outcomes that tell of a signature.</summary>
    private static (int Intents, int Signed) CountRows(string journal)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={journal};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return (Count("SELECT count(*) FROM intent"), Count("SELECT count(*) FROM outcome WHERE kind = 'signed'"));

        int Count(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return Convert.ToInt32(command.ExecuteScalar());
        }
    }
}
