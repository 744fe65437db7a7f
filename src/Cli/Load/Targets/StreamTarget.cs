// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Grpc.Core;
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// One stream that stays open: documents go in as they come, each waits for its own answer. When the stream breaks, all that
/// wait fail with its status, and the next document opens another one.
/// </summary>
/// <param name="client">Closed with this.</param>
/// <param name="format">Of the documents.</param>
/// <param name="open">Opens a stream over a source; gives outcomes by the ids of documents.</param>
internal sealed class StreamTarget(
    SigningClient client,
    V1.DocumentFormat format,
    Func<IAsyncEnumerable<DocumentToSign>, CancellationToken, IAsyncEnumerable<(string Id, LoadOutcome Outcome)>> open
) : ILoadTarget
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<Stream> _left = [];
    private Stream? _stream;
    private long _last;

    public Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _last).ToString("x", CultureInfo.InvariantCulture);
        var next = new DocumentToSign(id, document, format);
        while (true)
        {
            // One that was left in this moment takes no more.
            if (Current().TrySend(next, out var answer))
            {
                return answer.WaitAsync(cancellationToken);
            }
        }
    }

    public void Renew()
    {
        lock (_lock)
        {
            Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Renew();
        var ended = Task.WhenAll(_left.Select(static stream => stream.Ended));
        await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(5)));
        await _stop.CancelAsync();
        await ended;
        client.Dispose();
        _stop.Dispose();
    }

    // For the holder of the lock.
    private void Leave()
    {
        if (_stream is { } stream)
        {
            stream.End();
            _left.Add(stream);
            _stream = null;
        }
    }

    private Stream Current()
    {
        lock (_lock)
        {
            if (_stream is null || _stream.Ended.IsCompleted)
            {
                _stream = new Stream(documents => open(documents, _stop.Token));
            }
            return _stream;
        }
    }

    private sealed class Stream
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<LoadOutcome>> _waiting = new(
            StringComparer.Ordinal
        );
        private readonly Channel<DocumentToSign> _source = Channel.CreateUnbounded<DocumentToSign>();
        private volatile StrongBox<LoadOutcome>? _failure;

        public Stream(
            Func<IAsyncEnumerable<DocumentToSign>, IAsyncEnumerable<(string Id, LoadOutcome Outcome)>> open
        ) => Ended = Task.Run(() => ReadAsync(open(_source.Reader.ReadAllAsync())));

        public Task Ended { get; }

        public void End() => _source.Writer.TryComplete();

        /// <summary>False: it is at its end, by our own will.</summary>
        public bool TrySend(DocumentToSign document, out Task<LoadOutcome> outcome)
        {
            var answer = new TaskCompletionSource<LoadOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            outcome = answer.Task;
            _waiting[document.Id] = answer;
            var isTaken = _source.Writer.TryWrite(document);
            // It may have broken before it knew of this one.
            if (_failure is not { } failure)
            {
                return isTaken;
            }
            answer.TrySetResult(failure.Value);
            return true;
        }

        private async Task ReadAsync(IAsyncEnumerable<(string Id, LoadOutcome Outcome)> answers)
        {
            var failure = new LoadOutcome("NO_ANSWER");
            try
            {
                await foreach (var (id, outcome) in answers)
                {
                    if (_waiting.TryRemove(id, out var waiting))
                    {
                        waiting.TrySetResult(outcome);
                    }
                }
            }
            catch (SigningClientException e)
            {
                failure = LoadOutcome.Of(e) with { RetryAfter = null };
            }
            catch (OperationCanceledException)
            {
                failure = new LoadOutcome("CANCELLED");
            }
            catch (Exception e) when (e is RpcException or IOException or HttpRequestException)
            {
                failure = new LoadOutcome(LoadOutcome.BrokenConnection) { IsOfConnection = true };
            }
            _failure = new StrongBox<LoadOutcome>(failure);
            _source.Writer.TryComplete();
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetResult(failure);
            }
        }
    }
}
