// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>The timer that notices calls which don't return, and jobs that nobody comes to take.</summary>
internal sealed partial class TokenPool
{
    /// <summary>Fails a job that has waited too long; false when it may still be signed.</summary>
    public bool FailIfTooOld(SignJob job)
    {
        var isTooOld = job.EnqueuedAt < Before(_options.QueueTimeout);
        if (isTooOld)
        {
            job.Fail(SigningErrorKind.Overloaded, "The HSM has too much to do.", retryAfter: _options.QueueTimeout);
        }

        return isTooOld;
    }

    /// <summary>Runs on a timer, so it never blocks: a call into a module may hang for ever, and with it the thread that made it.</summary>
    private void Watch()
    {
        if (_isStopping)
        {
            return;
        }

        ReplaceKeeper();
        var health = _health;
        if (
            health.State is TokenState.Starting or TokenState.Recovering
            && Time.GetElapsedTime(Interlocked.Read(ref _stateSince)) > _options.StartTimeout
        )
        {
            Change(TokenState.Unavailable, "connecting takes too long", false, false);
        }

        // No session may come to take them: all hang, or none is there yet.
        Queue.TakeStale(Before(_options.QueueTimeout)).ForEach(job => FailIfTooOld(job));

        var limit = Before(_options.SignTimeout);
        foreach (var thread in _threads.Concat(_left))
        {
            if (thread.TakeStalled(limit) is { } job)
            {
                ReportLoss(thread.Generation, "a signature did not come back in time", isStalled: true);
                Retry(job, Ckr.FunctionCanceled);
            }
        }
    }

    /// <summary>The timestamp of so long ago.</summary>
    private long Before(TimeSpan time) => Time.GetTimestamp() - (long)(time.TotalSeconds * Time.TimestampFrequency);
}
