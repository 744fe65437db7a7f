// SPDX-License-Identifier: Apache-2.0
using System.Runtime.ExceptionServices;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Sends the documents of one flow. In a closed loop the next one is due when the answer of the one before has come, or, when it was
/// refused, when the server said that trying again makes sense; in an open loop when its curve says so, whatever the server does, and
/// latency counts from there: a stall is seen by all that should have been sent in it.
/// </summary>
/// <param name="target">Where they go.</param>
/// <param name="documents">Which, in turn.</param>
/// <param name="recorder">Takes what becomes of them.</param>
/// <param name="timeline">Takes what is in flight.</param>
/// <param name="clock">The time of the run.</param>
internal sealed class LoadLoop(
    ILoadTarget target,
    IReadOnlyList<ReadOnlyMemory<byte>> documents,
    FlowRecorder recorder,
    LoadTimeline timeline,
    RunClock clock
)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private long _next = -1;
    private long _measured;
    private int _outstanding;
    private Exception? _fault;

    /// <summary>
    /// How many documents of an open loop may wait for an answer; one more is not sent and counts as an error. Default 50,000.
    /// </summary>
    public int MaxOutstanding { get; init; } = 50_000;

    /// <summary>Runs callers until the end, then waits for their answers.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="run">The run: duration, ramp, most documents.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RunClosedAsync(int callers, LoadScenario run, CancellationToken cancellationToken) =>
        Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(caller =>
                    Task.Run(() => CallAsync(run.Ramp * caller / callers, run, cancellationToken), cancellationToken)
                )
        );

    /// <summary>Sends by a curve, then waits for the answers.</summary>
    public async Task RunOpenAsync(ArrivalCurve arrivals, CancellationToken cancellationToken)
    {
        var sent = new SemaphoreSlim(0);
        var count = await Task.Factory.StartNew(
            () => SendWhenDue(arrivals, sent, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        for (; count > 0; count--)
        {
            await sent.WaitAsync(cancellationToken);
        }
        if (_fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    // On a thread of its own, in real time: on the pool of a server in this process the next one that is due would wait behind the
    // server's work before it is even looked at.
    private long SendWhenDue(ArrivalCurve arrivals, SemaphoreSlim sent, CancellationToken cancellationToken)
    {
        long count = 0;
        for (; arrivals.TimeOf(count) is { } due; count++)
        {
            for (var wait = due - clock.Now; wait > TimeSpan.Zero; wait = due - clock.Now)
            {
                // Waits count in milliseconds, and one of none would be no wait at all.
                cancellationToken.WaitHandle.WaitOne(wait < ShortestWait ? ShortestWait : wait);
                cancellationToken.ThrowIfCancellationRequested();
            }
            // One that is behind its times doesn't wait, and is stopped all the same.
            cancellationToken.ThrowIfCancellationRequested();
            _ = SendAndReleaseAsync(due, sent, cancellationToken);
        }
        return count;
    }

    private async Task CallAsync(TimeSpan begins, LoadScenario run, CancellationToken cancellationToken)
    {
        var ends = run.WarmUp + run.Duration;
        if (begins >= ends)
        {
            return;
        }
        if (begins > clock.Now)
        {
            await Task.Delay(begins - clock.Now, clock.Time, cancellationToken);
        }
        while (clock.Now is var now && now < ends && !cancellationToken.IsCancellationRequested)
        {
            // What is sent in the warm-up is not measured, and is none of the documents that were asked for.
            if (now >= run.WarmUp)
            {
                var measured = Interlocked.Increment(ref _measured);
                if (measured > run.MaxDocuments)
                {
                    return;
                }
                // A stream of so many documents is asked for, not one that is longer by the warm-up.
                if (measured == 1 && run.MaxDocuments is not null)
                {
                    target.Renew();
                }
            }
            var outcome = await SendAsync(Interlocked.Increment(ref _next), now, cancellationToken);
            // Whoever is refused and comes back at once only keeps the server from what it took on.
            if (outcome.RetryAfter is { } wait && wait > TimeSpan.Zero)
            {
                if (wait >= ends - clock.Now)
                {
                    return;
                }
                await Task.Delay(wait, clock.Time, cancellationToken);
            }
        }
    }

    private async Task SendAndReleaseAsync(TimeSpan due, SemaphoreSlim sent, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _outstanding) > MaxOutstanding)
            {
                timeline.Began();
                recorder.Record(due, due, clock.Now, new LoadOutcome(LoadOutcome.NotSent));
                return;
            }
            // Not on the thread that keeps the times: the beginning of a call is work as well.
            await Task.Run(
                () => SendAsync(Interlocked.Increment(ref _next), due, cancellationToken),
                cancellationToken
            );
        }
        catch (OperationCanceledException)
        {
            // The run ends; whoever cancelled it says so.
        }
        catch (Exception e)
        {
            _fault = e; // No outcome, but a mistake: told when the run is over.
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
            sent.Release();
        }
    }

    private async Task<LoadOutcome> SendAsync(long number, TimeSpan due, CancellationToken cancellationToken)
    {
        timeline.Began();
        var sent = clock.Now;
        var document = documents[(int)(number % documents.Count)];
        var outcome = await target.SendAsync(document, cancellationToken);
        recorder.Record(due, sent, clock.Now, outcome);
        return outcome;
    }
}
