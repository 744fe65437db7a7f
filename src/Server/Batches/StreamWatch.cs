// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>
/// Lets go of streams whose client does nothing: it sends nothing although nothing of its own is in hand, or it takes no
/// answer. Slow is allowed, dead is not: the limits count from message to message.
/// </summary>
internal sealed partial class StreamWatch(
    CallLimits limits,
    ServerInstruments instruments,
    TimeProvider time,
    ILogger<StreamWatch> logger
)
{
    /// <summary>The next message; false at the end of the stream.</summary>
    /// <param name="requests">The stream.</param>
    /// <param name="isWorking">True while the client has reason to wait: then silence is no fault.</param>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.Cancelled"/>: the client was silent for too long.</exception>
    public async ValueTask<bool> NextAsync<T>(
        IAsyncStreamReader<T> requests,
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
                return await next.WaitAsync(limits.IdleStream, time, cancellationToken);
            }
            catch (TimeoutException) when (isWorking())
            {
                continue;
            }
            catch (TimeoutException)
            {
                var seconds = (int)limits.IdleStream.TotalSeconds;
                instruments.StreamLetGo("idle");
                LogIdle(seconds);
                throw new SigningException(
                    SigningErrorKind.Cancelled,
                    $"The client sent nothing for {seconds} seconds; the stream was ended."
                );
            }
        }
        return await next;
    }

    /// <summary>Waits for a message to go out.</summary>
    /// <param name="write">Ends when the message is on its way: with back-pressure, when the client has taken others.</param>
    /// <param name="abort">Ends the call without a status: a client that takes nothing would not take that either.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The client took nothing for too long.</exception>
    public async ValueTask SentAsync(Task write, Action abort, CancellationToken cancellationToken)
    {
        if (!write.IsCompleted)
        {
            try
            {
                await write.WaitAsync(limits.StalledStream, time, cancellationToken);
            }
            catch (TimeoutException e)
            {
                instruments.StreamLetGo("stalled");
                LogStalled((int)limits.StalledStream.TotalSeconds);
                abort();
                throw new OperationCanceledException("The client took no answer.", e);
            }
        }
        await write;
    }

    [LoggerMessage(1103, LogLevel.Warning, "A stream is ended: its client sent nothing for {Seconds} s")]
    private partial void LogIdle(int seconds);

    [LoggerMessage(1104, LogLevel.Warning, "A stream is cut off: its client took no answer for {Seconds} s")]
    private partial void LogStalled(int seconds);
}
