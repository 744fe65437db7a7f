// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Server.Journaling;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Server.Tests.Journaling;

/// <summary>Who reads the log knows what failed: the seal, or only the folder outside.</summary>
public sealed class NodeJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogRecorder _log = new();
    private readonly LoggerFactory _loggers = new();

    public NodeJournalTests() => _loggers.AddProvider(_log);

    public void Dispose()
    {
        _loggers.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Dispose_WhenTheFolderIsAway_DoesNotBlameTheSeal()
    {
        await RunAsync(new Seal(failure: null));

        var line = Assert.Single(_log.Entries, static entry => entry.Level == LogLevel.Error);
        Assert.StartsWith("The folder of checkpoints could not be written: ", line.Text, StringComparison.Ordinal);
        Assert.EndsWith("The journal has them, up to row 2", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WhenTheSealFails_SaysSo()
    {
        await RunAsync(new Seal(new IOException("No token.")));

        var line = Assert.Single(_log.Entries, static entry => entry.Level == LogLevel.Error);
        Assert.Equal("The journal could not be sealed: No token. No checkpoint covers what is behind row 0", line.Text);
    }

    // The start, the stop, and one checkpoint of both.
    private async Task RunAsync(ICheckpointSigner seal)
    {
        var checkpoints = Directory.CreateDirectory(_folder.File("checkpoints")).FullName;
        var options = new SigningServerOptions
        {
            Environment = "Development",
            Node = "node-1",
            GrpcEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            HttpEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            JournalPath = _folder.File("journal.db"),
            Tokens = [],
            Tenants = [],
            Identities = [],
            Journal = new JournalSettings { CheckpointFolder = checkpoints },
        };
        await using var journal = SqliteSigningJournal.Open(
            new JournalOptions { Path = options.JournalPath, NodeId = options.Node },
            TimeProvider.System
        );
        var events = new Server.Journaling.EventRecorder(
            TimeProvider.System,
            _loggers.CreateLogger<Server.Journaling.EventRecorder>()
        );
        await using var node = new NodeJournal(journal, events, options, TimeProvider.System, _loggers);
        await node.StartAsync(seal, sealEnds: null, CancellationToken.None);
        Directory.Delete(checkpoints);
    }

    private sealed class Seal(Exception? failure) : ICheckpointSigner
    {
        public Task<CheckpointSeal> SealAsync(ReadOnlyMemory<byte> canonical, CancellationToken cancellationToken) =>
            failure is null
                ? Task.FromResult(new CheckpointSeal(new byte[] { 1 }, default))
                : Task.FromException<CheckpointSeal>(failure);
    }
}
