// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Faults;

public sealed class JournalTests
{
    private const long Full = 1 << 20;

    /// <summary>SQLite itself says SQLITE_FULL: <c>PRAGMA max_page_count</c> is the end of the disk.</summary>
    [Fact]
    public async Task Disk_WhenItIsFullAndRoomIsMade_TakesNoWorkAndThenGoesOn()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var room = Full;
        var setting = new FaultSetting
        {
            Secrets = [token.Pin],
            OpenJournal = (options, time) =>
                SqliteJournalFile.Open(options with { MaxFileBytes = Volatile.Read(ref room) }, time),
        };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]), setting);
        var before = await server.SignAsync();

        var request = await FillAsync(server);
        await server.Logs.OfAsync(1351, "full");
        await server.Logs.OfAsync(1202, "StorageFailed");
        await server.HealthIsAsync(serving: false, "journal", "Failed");
        Assert.True(server.Metrics.Of("hocbaso.journal.failures") >= 1);
        Assert.True(server.Metrics.Of("hocbaso.documents", "StorageFailed") >= 1);
        var signatures = server.Metrics.Of("hocbaso.hsm.signatures", "CKR_OK");
        await server.RefusesAsync(StatusCode.Internal, "STORAGE_FAILED");
        // No intent, no signature.
        Assert.Equal(signatures, server.Metrics.Of("hocbaso.hsm.signatures", "CKR_OK"));
        // Reading needs no room: what was signed before is given back.
        await server.SignAsync(before);

        Volatile.Write(ref room, 4 * Full);
        await server.BecomesAsync(serving: true);
        await server.Logs.OfAsync(1352, "Running");
        await server.HealthIsAsync(serving: true, "journal", "Running");
        await server.SignAsync(request);
    }

    /// <summary>Signs until the journal is full, and gives the request that was refused.</summary>
    private static async Task<string> FillAsync(FaultServer server)
    {
        var transcript = FaultSchool.Transcripts(1)[0];
        for (var batch = 0; batch < 40; batch++)
        {
            var id = $"b-{Guid.NewGuid():N}";
            var documents = Enumerable
                .Range(0, 32)
                .Select(i => new DocumentToSign($"d{i}", transcript.Xml))
                .ToAsyncEnumerable();
            var results = await server
                .Client.SignBatchAsync(documents, FaultSchool.AllSteps(), new BatchOptions { BatchId = id })
                .ToListAsync();
            Assert.Equal(32, results.Count);
            Assert.All(results, static r => Assert.True(r.Signed is not null || r.Error!.Kind == "STORAGE_FAILED"));
            if (results.Find(static r => r.Error is not null) is { } refused)
            {
                return $"{id}/{refused.Id}";
            }
        }
        throw new InvalidOperationException("The journal never became full.");
    }
}
