// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>
/// What one client has used of its limits, over all its calls. A single call that is over a limit is refused at once; a stream waits,
/// and leaves an eighth of each limit (at least one, where there are two) to single calls. Thread-safe.
/// </summary>
internal sealed class ClientQuota
{
    private static readonly TimeSpan PlaceWait = TimeSpan.FromMilliseconds(500);
    private readonly Lock _lock = new();
    private readonly ClientLimitOptions _limits;
    private readonly TimeProvider _time;
    private readonly TokenBucket? _requests;
    private readonly TokenBucket? _documents;

    // Streams stand in line for the next document, so that none is passed by another for ever.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private int _inFlight;

    public ClientQuota(ClientLimitOptions limits, TimeProvider time)
    {
        (_limits, _time) = (limits, time);
        _requests = limits.RequestsPerSecond > 0 ? new TokenBucket(limits.RequestsPerSecond, time) : null;
        _documents = limits.DocumentsPerSecond > 0 ? new TokenBucket(limits.DocumentsPerSecond, time) : null;
    }

    /// <summary>Documents in hand, where they are limited.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Begins a call, or says why not. A call that is refused uses nothing up.</summary>
    /// <param name="withDocument">True for a unary call with a document: it holds a place until <see cref="End"/>.</param>
    public QuotaRefusal? TryBegin(bool withDocument)
    {
        lock (_lock)
        {
            if (Objection(withDocument) is { } refusal)
            {
                return refusal;
            }
            _requests?.Take();
            if (withDocument)
            {
                _documents?.Take();
                _inFlight++;
            }
            return null;
        }
    }

    /// <summary>Waits until an item of a stream may begin; it holds a place until <see cref="End"/>.</summary>
    public async ValueTask BeginItemAsync(CancellationToken cancellationToken)
    {
        if (_documents is not null)
        {
            await WaitForDocumentAsync(_documents, cancellationToken);
        }
        await WaitForPlaceAsync(cancellationToken);
    }

    /// <summary>A document is answered.</summary>
    public void End()
    {
        lock (_lock)
        {
            _inFlight--;
            while (_waiting.First is { } first && HasPlaceForItem())
            {
                _waiting.RemoveFirst();
                _inFlight++;
                first.Value.SetResult();
            }
        }
    }

    /// <summary>Checks the size of a document.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.DocumentTooLarge"/>.</exception>
    public void RequireSize(long bytes, string field)
    {
        if (_limits.MaxDocumentBytes > 0 && bytes > _limits.MaxDocumentBytes)
        {
            throw new SigningException(
                SigningErrorKind.DocumentTooLarge,
                $"A document of this client has at most {_limits.MaxDocumentBytes} bytes.",
                field
            );
        }
    }

    private static int KeptFromStreams(int limit) => limit < 2 ? 0 : Math.Max(1, limit / 8);

    private QuotaRefusal? Objection(bool withDocument)
    {
        var request = _requests?.WaitFor(1) ?? TimeSpan.Zero;
        var document = withDocument && _documents is not null ? _documents.WaitFor(1) : TimeSpan.Zero;
        if (withDocument && _limits.InFlight > 0 && _inFlight >= _limits.InFlight)
        {
            var place = TimeSpan.FromTicks(Math.Max(PlaceWait.Ticks, Math.Max(request.Ticks, document.Ticks)));
            return new QuotaRefusal("inFlight", place);
        }
        return request == TimeSpan.Zero && document == TimeSpan.Zero ? null
            : request >= document ? new QuotaRefusal("requestsPerSecond", request)
            : new QuotaRefusal("documentsPerSecond", document);
    }

    private async ValueTask WaitForDocumentAsync(TokenBucket documents, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (TakeDocument(documents) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _time, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private TimeSpan TakeDocument(TokenBucket documents)
    {
        lock (_lock)
        {
            var wait = documents.WaitFor(1 + KeptFromStreams(_limits.DocumentsPerSecond));
            if (wait == TimeSpan.Zero)
            {
                documents.Take();
            }
            return wait;
        }
    }

    private bool HasPlaceForItem() =>
        _limits.InFlight == 0 || _inFlight < _limits.InFlight - KeptFromStreams(_limits.InFlight);

    private async ValueTask WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            if (_waiting.Count == 0 && HasPlaceForItem())
            {
                _inFlight++;
                return;
            }
            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        try
        {
            await place.Value.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            GiveUp(place);
            throw;
        }
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> place)
    {
        lock (_lock)
        {
            if (place.List is { } line)
            {
                line.Remove(place);
                return;
            }
        }
        // It was granted in the same moment.
        End();
    }
}
