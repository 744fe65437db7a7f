// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// Lets go of calls whose client does nothing: it sends nothing (of a document that it has begun: next to nothing) although nothing of
/// its own is in hand, or it takes no answer. Slow is allowed, dead is not.
/// </summary>
internal sealed partial class StreamWatch(
    CallLimits limits,
    ServerInstruments instruments,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<StreamWatch> logger
)
{
    private const long SmallAnswer = 64 << 10;
    private const int SlowBytesPerSecond = 32 << 10;

    /// <summary>What the documents of all streams may take together.</summary>
    public SharedBudget Memory { get; } = NewMemory(limits, instruments);

    /// <summary>Of a stream of documents.</summary>
    public SendingClock NewClock() => new(limits.IdleStream, time);

    /// <summary>The next message, of a client that has nothing to wait for; false at the end of the stream.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.Cancelled"/>: the client was silent for too long.</exception>
    /// <exception cref="RpcException">UNAVAILABLE: the server is going down.</exception>
    public async ValueTask<bool> NextAsync<T>(IAsyncStreamReader<T> requests, ServerCallContext context)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken,
            lifetime.ApplicationStopping
        );
        try
        {
            return await NextAsync(requests, NewClock(), static () => false, ends.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw ShutDown.Error();
        }
    }

    /// <summary>The next message; false at the end of the stream.</summary>
    /// <param name="requests">The stream.</param>
    /// <param name="clock">How long to wait for it.</param>
    /// <param name="isWorking">True while the client has reason to wait: then silence is no fault.</param>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.Cancelled"/>: the client kept it waiting for too long.</exception>
    public async ValueTask<bool> NextAsync<T>(
        IAsyncStreamReader<T> requests,
        SendingClock clock,
        Func<bool> isWorking,
        CancellationToken cancellationToken
    )
    {
        // A client that sends fast enough never makes it wait.
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await ReadAsync(requests, clock, isWorking, cancellationToken);
        }
        catch (InvalidOperationException e) when (cancellationToken.IsCancellationRequested)
        {
            // What gRPC says of a read that comes after the client has gone.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    /// <summary>Waits for a message to go out.</summary>
    /// <param name="write">Ends when the message is on its way: with back-pressure, when the client has taken others.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RpcException">CANCELLED: the client took nothing for too long. It won't take that either: abort the call.</exception>
    public ValueTask SentAsync(Task write, CancellationToken cancellationToken) =>
        SentWithinAsync(write, limits.StalledStream, cancellationToken);

    private async ValueTask SentWithinAsync(Task write, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!write.IsCompleted)
        {
            try
            {
                await write.WaitAsync(patience, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                instruments.StreamLetGo("stalled");
                LogStalled((int)patience.TotalSeconds);
                throw new RpcException(new Status(StatusCode.Cancelled, "The client took no answer."));
            }
        }
        await write;
    }

    /// <summary>Sends a message of a call that has nothing else in hand; when the client takes none, cuts the call off.</summary>
    /// <inheritdoc cref="SentAsync" path="/exception" />
    public async ValueTask SendAsync<T>(
        IServerStreamWriter<T> responses,
        T message,
        ServerCallContext context,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await SentAsync(responses.WriteAsync(message, CancellationToken.None), cancellationToken);
        }
        catch (RpcException)
        {
            context.GetHttpContext().Abort();
            throw;
        }
    }

    /// <summary>After a call: how much of its answer its client has not taken; 0 when it is next to nothing.</summary>
    public static long UnreadBytes(HttpContext http) =>
        http.Response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > SmallAnswer and var bytes }
            ? bytes
            : 0;

    /// <summary>
    /// After a call: waits until its client has taken the answer but for a small rest. Kestrel itself would hold it for as long as
    /// the connection lives.
    /// </summary>
    public async Task TakenAsync(HttpContext http)
    {
        if (UnreadBytes(http) == 0)
        {
            return;
        }
        try
        {
            // All of it goes out in one: a client that is slow, but reads, has time for it.
            var patience = limits.StalledStream + TimeSpan.FromSeconds(UnreadBytes(http) / SlowBytesPerSecond);
            var flush = http.Response.BodyWriter.FlushAsync(http.RequestAborted).AsTask();
            await SentWithinAsync(flush, patience, http.RequestAborted);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            http.Abort();
        }
    }

    private async ValueTask<bool> ReadAsync<T>(
        IAsyncStreamReader<T> requests,
        SendingClock clock,
        Func<bool> isWorking,
        CancellationToken cancellationToken
    )
    {
        // The token goes to WaitAsync, not to MoveNext, which would abort the call: answers have still to be sent.
        var next = requests.MoveNext(CancellationToken.None);
        while (!next.IsCompleted)
        {
            try
            {
                return await next.WaitAsync(clock.Left, time, cancellationToken);
            }
            catch (TimeoutException) when (isWorking())
            {
                clock.Restart();
            }
            catch (TimeoutException)
            {
                var seconds = (int)limits.IdleStream.TotalSeconds;
                instruments.StreamLetGo("idle");
                LogIdle(seconds);
                throw new SigningException(
                    SigningErrorKind.Cancelled,
                    $"The client sent nothing for {seconds} seconds, or next to nothing of a document; the stream was ended."
                );
            }
        }
        return await next;
    }

    private static SharedBudget NewMemory(CallLimits limits, ServerInstruments instruments)
    {
        var memory = new SharedBudget(limits.MaxBytesInFlight);
        instruments.ObserveStreamBytes(() => memory.Used);
        return memory;
    }

    [LoggerMessage(
        1103,
        LogLevel.Warning,
        "A stream is ended: its client sent nothing, or next to nothing of a document, for {Seconds} s"
    )]
    private partial void LogIdle(int seconds);

    [LoggerMessage(1104, LogLevel.Warning, "A stream is cut off: its client took no answer for {Seconds} s")]
    private partial void LogStalled(int seconds);
}
