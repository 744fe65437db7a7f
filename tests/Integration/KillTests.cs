// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Storage;
using Microsoft.Data.Sqlite;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>kill -9 of a real server process while clients sign: what was acknowledged is in the journal, and its chain holds.</summary>
public sealed class KillTests
{
    [Fact]
    public Task Kill_FiveTimesUnderLoad_LosesNothingThatWasAcknowledged() => RunAsync(5, seed: 1);

    [Fact]
    [Trait("Category", "Long")]
    public Task Kill_AHundredTimesUnderLoad_LosesNothingThatWasAcknowledged() => RunAsync(100, seed: 2);

    private static async Task RunAsync(int kills, int seed)
    {
        using var school = new School(SchoolLevel.TieuHoc);
        school.SealJournal(rows: 50, seconds: 1);
        var configuration = school.WriteConfiguration();
        var load = new KillLoad(school.Transcripts(1)[0]);
        var random = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            using var server = ServerProcess.Start(configuration);
            await load.RunAsync(server, random.Next(10, 60));
            // As it was left: before any other server has opened it.
            AssertIntact(school, kill);
        }
        var open = Numbers(school.JournalFile, OpenIntents).Single();
        using (var last = ServerProcess.Start(configuration))
        {
            await last.Address;
            Assert.Equal(0, await last.TerminateAsync());
        }

        var report = AssertIntact(school, kills);
        Assert.Equal([0L], Numbers(school.JournalFile, UnstampedCheckpoints));
        Assert.Equal(0, report.RowsBehindCheckpoint);
        AssertJournaled(school.JournalFile, load.Acknowledged);
        Assert.Equal([0L], Numbers(school.JournalFile, OpenIntents));
        var unknown = Numbers(school.JournalFile, "SELECT count(*) FROM outcome WHERE kind = 'unknown'").Single();
        Assert.InRange(unknown, Math.Max(open, 1), long.MaxValue);
        Assert.Equal(
            [unknown],
            Numbers(school.JournalFile, "SELECT coalesce(sum(count), 0) FROM event WHERE kind = 'intents-closed'")
        );
        Assert.Equal([kills + 1L, 1L], Numbers(school.JournalFile, StartsAndStops));
    }

    private const string OpenIntents =
        "SELECT count(*) FROM intent i LEFT JOIN outcome o USING (tenant, caller, request_id, attempt, step) WHERE o.sequence IS NULL";

    // Before the last start: at a stop in order, which is how that one ended, the authority of the server is down already.
    private const string UnstampedCheckpoints =
        "SELECT count(*) FROM checkpoint WHERE coalesce(length(timestamp_token), 0) = 0 "
        + "AND sequence < (SELECT max(sequence) FROM event WHERE kind = 'node-started')";

    private const string StartsAndStops =
        "SELECT count(*) FROM event WHERE kind = 'node-started' UNION ALL SELECT count(*) FROM event WHERE kind = 'node-stopped'";

    // Rows and checkpoints, in the journal and those that were kept beside it, with every seal and timestamp.
    private static AuditReport AssertIntact(School school, int kill)
    {
        var options = new AuditOptions
        {
            CheckSeal = seal => CheckSeal(school, seal),
            Expected = CheckpointFile.ReadFolder(school.Checkpoints),
            Node = "node-1",
        };
        var report = JournalAudit.Verify(school.JournalFile, options, CancellationToken.None);
        Assert.True(report.IsGood, $"After kill {kill}: {string.Join('\n', report.Findings)}");
        return report;
    }

    private static string? CheckSeal(School school, SealedCheckpoint checkpoint)
    {
        var signature = DetachedSignature.Verify(checkpoint.Seal.Signature, checkpoint.Canonical);
        var paths = new CertificatePathValidator();
        var path = paths.Validate(
            signature.Certificate,
            signature.Certificates,
            school.Anchors.Signers,
            checkpoint.Checkpoint.Time,
            PathPurpose.DocumentSigning
        );
        return path.Reason
            ?? (checkpoint.Seal.TimestampToken.IsEmpty ? null : CheckTimestamp(school, paths, checkpoint.Seal));
    }

    private static string? CheckTimestamp(School school, CertificatePathValidator paths, CheckpointSeal seal) =>
        new TimestampTokenVerifier(paths)
            .Verify(seal.TimestampToken, seal.Signature, school.Anchors.TimestampAuthorities)
            .Reason;

    private static void AssertJournaled(string journal, IReadOnlyDictionary<string, string> acknowledged)
    {
        var journaled = new Dictionary<string, string>(StringComparer.Ordinal);
        Read(
            journal,
            "SELECT request_id, lower(hex(result_digest)) FROM outcome WHERE kind = 'signed'",
            row => journaled[row.GetString(0)] = row.GetString(1)
        );
        Assert.NotEmpty(acknowledged);
        Assert.All(acknowledged, pair => Assert.Equal(pair.Value, journaled.GetValueOrDefault(pair.Key)));
    }

    private static List<long> Numbers(string journal, string sql)
    {
        var numbers = new List<long>();
        Read(journal, sql, row => numbers.Add(row.GetInt64(0)));
        return numbers;
    }

    private static void Read(string journal, string sql, Action<SqliteDataReader> take)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={journal};Mode=ReadWrite;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            take(row);
        }
    }
}
