// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Errors;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// The engine of every batch RPC. One loop reads and assembles items; each item then runs on its own up to the end of its
/// answer, and holds its place until then: a slow reader therefore stops the reading (HTTP/2 flow control does the rest)
/// and memory stays flat. Only one item writes at a time, so chunks of two documents never mix.
/// </summary>
internal sealed class BatchStream<TRequest, TResponse>(
    IAsyncStreamReader<TRequest> requests,
    IServerStreamWriter<TResponse> responses,
    IBatchWork<TRequest, TResponse> work,
    BatchLimits limits,
    StreamWatch watch,
    BulkThreads threads,
    ServerInstruments instruments
) : IDisposable
    where TRequest : class
    where TResponse : class
{
    private readonly InFlightBudget _budget = new(limits.MaxInFlight, limits.MaxBytesInFlight);
    private readonly ConcurrentDictionary<string, BatchItem> _ids = new(StringComparer.Ordinal);
    private readonly BatchOutbox _outbox = new();
    private readonly SendingClock _clock = watch.NewClock();
    private readonly ActivityContext _call = Activity.Current?.Context ?? default;
    private BatchItem? _gathering;

    // What it holds of the budgets; its own word ends when it fails.
    private long _room;
    private bool _skipping;
    private Exception? _fault;

    /// <summary>True when an item has to state its format.</summary>
    public bool RequiresFormat { get; init; } = true;

    /// <summary>Whose stream it is.</summary>
    public required string Client { get; init; }

    /// <summary>Asked when a document begins and again when all of it is in; throws what the stream then ends with.</summary>
    public required Action Admit { get; init; }

    /// <summary>Ends the call without a status.</summary>
    public required Action Abort { get; init; }

    /// <summary>Runs until the client has half-closed and every item is answered.</summary>
    /// <param name="stopping">The server is going down: nothing more is read, what is in hand is finished.</param>
    /// <param name="call">The client went away: the work in hand stops.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>: the protocol was broken.</exception>
    /// <exception cref="RpcException">UNAVAILABLE: the server is going down.</exception>
    public async Task RunAsync(CancellationToken stopping, CancellationToken call)
    {
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(call);
        try
        {
            var ended = await ReadAllAsync(stopping, abort);
            GiveUpGathering();
            await _budget.WhenIdleAsync();
            if (_fault is RpcException stalled)
            {
                throw stalled;
            }
            if (_fault is not null)
            {
                throw new OperationCanceledException("An answer could not be sent.", _fault);
            }
            if (!ended)
            {
                throw ShutDown.Error();
            }
        }
        catch
        {
            await abort.CancelAsync();
            throw;
        }
        finally
        {
            GiveUpGathering();
            // Buffers are returned by the items themselves: none may outlive the call.
            await _budget.WhenIdleAsync();
        }
    }

    public void Dispose() => _outbox.Dispose();

    private async Task<bool> ReadAllAsync(CancellationToken stopping, CancellationTokenSource abort)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stopping, abort.Token);
        try
        {
            while (await watch.NextAsync(requests, _clock, IsWorking, reading.Token))
            {
                await TakeAsync(work.Read(requests.Current), abort, reading.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (_fault is not null && e is OperationCanceledException or InvalidOperationException)
        {
            return true;
        }
        FailUnfinished(abort);
        return true;
    }

    private async ValueTask TakeAsync(BatchFrame frame, CancellationTokenSource abort, CancellationToken reading)
    {
        if (frame.Start is { } start)
        {
            FailUnfinished(abort);
            Admit();
            await BeginAsync(start, abort, reading);
            // Not before: it may have waited for room.
            _clock.Restart();
        }
        else if (frame.Chunk is { } chunk)
        {
            RequireContent(chunk);
            _clock.Extend(chunk.Data.Length);
            Append(chunk, abort);
        }
        else
        {
            throw Broken("After the settings come documents.");
        }
    }

    private async ValueTask BeginAsync(ItemStart start, CancellationTokenSource abort, CancellationToken reading)
    {
        if (_ids.ContainsKey(start.ItemId))
        {
            throw Broken($"The item id '{RequestText.Clip(start.ItemId)}' is in flight already.");
        }
        var item = ItemStartReader.Read(start, limits, RequiresFormat);
        var cost = item.Cost;
        await TakeRoomAsync(cost, reading);
        _ids[item.Id] = item;
        instruments.ItemBegan();
        _skipping = item.Error is not null && start.Content.IsEmpty;
        (_gathering, _room) = (item, cost);
        if (item.Error is not null || item.IsComplete)
        {
            AdmitAndLaunch(abort);
        }
    }

    private async ValueTask TakeRoomAsync(long cost, CancellationToken reading)
    {
        if (limits.Quota is { } quota)
        {
            await quota.BeginItemAsync(reading);
        }
        try
        {
            await TakeMemoryAsync(cost, reading);
        }
        catch
        {
            limits.Quota?.EndItem();
            throw;
        }
    }

    private async ValueTask TakeMemoryAsync(long cost, CancellationToken reading)
    {
        await _budget.TakeAsync(cost, reading);
        try
        {
            await watch.Memory.TakeAsync(Client, cost, reading);
        }
        catch
        {
            _budget.Give(cost);
            throw;
        }
    }

    private void Append(ItemChunk chunk, CancellationTokenSource abort)
    {
        if (_gathering is not { } item)
        {
            if (!_skipping)
            {
                throw Broken("A chunk came without a start.");
            }
            return;
        }
        if (!item.TryAppend(chunk.Data.Span))
        {
            item.Fail("The chunks exceed the stated size, or a chunk exceeds 256 KiB.", "chunk.data");
            _skipping = true;
        }
        else if (!item.IsComplete)
        {
            return;
        }
        // From here on its client may send nothing for a while.
        _clock.Restart();
        AdmitAndLaunch(abort);
    }

    // Since the document began, or waited for room, its client may have been revoked. One that is not admitted stays
    // gathered: the end of the stream gives it up.
    private void AdmitAndLaunch(CancellationTokenSource abort)
    {
        Admit();
        LaunchGathered(abort);
    }

    // Within a document it is the server that waits, whatever else of this client is in hand.
    private bool IsWorking() => _gathering is null && _budget.Items > 0;

    // A document that ends early spoils itself, not the stream.
    private void FailUnfinished(CancellationTokenSource abort)
    {
        if (_gathering is { } item)
        {
            item.Fail("The document ended before its stated size.", "start.size");
            LaunchGathered(abort);
        }
    }

    private void GiveUpGathering()
    {
        if (_gathering is { } item)
        {
            _gathering = null;
            End(item, _room);
        }
    }

    private void LaunchGathered(CancellationTokenSource abort)
    {
        var (item, cost) = (_gathering!, _room);
        _gathering = null;
        _ = threads.RunAsync(Client, () => RunItemAsync(item, cost, abort));
    }

    private async Task RunItemAsync(BatchItem item, long cost, CancellationTokenSource abort)
    {
        using var span = CallSpans.BeginItem(_call);
        try
        {
            item.CheckDigest();
            var answer = item.Error is { } error
                ? [work.Failed(item, error)]
                : await work.AnswerAsync(item, abort.Token);
            await WriteAsync(item, answer, abort.Token);
        }
        catch (Exception e)
        {
            // Not the item's failure, which is an answer, but the stream's: nothing more can be sent.
            _fault ??= e;
            await abort.CancelAsync();
            if (e is RpcException)
            {
                Abort();
            }
        }
        finally
        {
            End(item, cost);
        }
    }

    private async Task WriteAsync(BatchItem item, IEnumerable<TResponse> answer, CancellationToken cancellationToken)
    {
        using var span = CallSpans.Begin("return");
        var start = Stopwatch.GetTimestamp();
        await _outbox.EnterAsync(cancellationToken);
        try
        {
            // Free before the last message is out: the client may use the id again as soon as it has the answer.
            _ids.TryRemove(new(item.Id, item));
            foreach (var (message, isToWait) in _outbox.Gather(answer, item.Cost))
            {
                responses.WriteOptions = isToWait ? BatchOutbox.Waits : null;
                // Not by the token of the write itself, which would abort the call and lose its status.
                cancellationToken.ThrowIfCancellationRequested();
                await watch.SentAsync(responses.WriteAsync(message, CancellationToken.None), cancellationToken);
            }
        }
        finally
        {
            _outbox.Leave();
        }
        instruments.ItemAnswered(Stopwatch.GetElapsedTime(start));
    }

    private void End(BatchItem item, long cost)
    {
        item.Dispose();
        _ids.TryRemove(new(item.Id, item));
        instruments.ItemEnded();
        limits.Quota?.EndItem();
        watch.Memory.Give(Client, cost);
        _budget.Give(cost);
    }

    private static void RequireContent(ItemChunk chunk)
    {
        if (chunk.Data.IsEmpty)
        {
            throw Broken("A chunk is empty.");
        }
    }

    private static SigningException Broken(string message) => new(SigningErrorKind.InvalidRequest, message, "message");
}
