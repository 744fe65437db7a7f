// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration;

/// <summary>
/// Streams that sign without a pause. Each keeps a few documents on their way and sends the next when one has come back, so that a
/// document's time is its own and not that of a queue in front of the server.
/// </summary>
internal sealed class RotationLoad(RunningServer server)
{
    private const int WindowOfAStream = 3;
    private volatile ConcurrentQueue<TimeSpan>? _times;

    /// <summary>All answers so far.</summary>
    public ConcurrentQueue<BatchItemResult> Results { get; } = [];

    /// <summary>Where the time of every document that comes back goes from now on; null for nowhere.</summary>
    public ConcurrentQueue<TimeSpan>? Times
    {
        get => _times;
        set => _times = value;
    }

    /// <summary>One stream, until told to stop; what is on its way then still comes back.</summary>
    public async Task RunAsync(
        string name,
        DocumentFormat format,
        IReadOnlyList<byte[]> documents,
        SigningSettings settings,
        CancellationToken stop
    )
    {
        using var window = new SemaphoreSlim(WindowOfAStream);
        var sent = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var source = SourceAsync(name, format, documents, window, sent, stop);
        await foreach (var result in server.Client.SignBatchAsync(source, settings))
        {
            _times?.Enqueue(Stopwatch.GetElapsedTime(sent[result.Id]));
            Results.Enqueue(result);
            window.Release();
        }
    }

    private static async IAsyncEnumerable<DocumentToSign> SourceAsync(
        string name,
        DocumentFormat format,
        IReadOnlyList<byte[]> documents,
        SemaphoreSlim window,
        ConcurrentDictionary<string, long> sent,
        CancellationToken stop,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await window.WaitAsync(cancellationToken);
            var id = $"{name}-{i}";
            sent[id] = Stopwatch.GetTimestamp();
            yield return new DocumentToSign(id, documents[i % documents.Count], format);
        }
    }
}
