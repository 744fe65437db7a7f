// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// When bulk appends are gathered before they are taken, and how long. Behind a commit of several appends, bulk ones that follow
/// each other closely are: a commit costs as much as the rows of ten documents, and nobody waits for this one alone. While other
/// documents on their way keep the processors busy, the pauses may be longer. Not thread-safe: all of it is used under the monitor of
/// the queue, which knows what else ends the gathering.
/// </summary>
internal sealed class BulkGathering
{
    // A commit of fewer is one that a single caller waits for, and goes at once.
    private const int Several = 4;

    // So many documents that don't wait here keep the processors busy until the commit is done. With fewer a batch of 32 over one stream
    // left them idle for nearly half of the time; with twice as many commits are so small that they cost a twentieth more.
    private static readonly int s_busy = 8 * Environment.ProcessorCount;

    private int _taken;
    private long _takenAt;
    private long _startedAt;
    private int _seen;

    /// <summary>Bulk appends are gathered as long as the next one comes within this time.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest that bulk appends are gathered.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How many times as long <see cref="Pause"/> and <see cref="Longest"/> are while others keep the processors busy.</summary>
    public int Patience { get; init; } = 8;

    /// <summary>How many documents are on their way, those that wait here among them; null when nobody knows.</summary>
    public Func<int>? OnTheWay { get; set; }

    /// <summary>How soon behind the last commit was taken the next ones are gathered: later, nothing much is going on.</summary>
    public TimeSpan Recent { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether the writer waits for more bulk appends.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>A commit of so many appends is taken.</summary>
    public void NoteTaken(int appends) => (_taken, _takenAt) = (appends, Stopwatch.GetTimestamp());

    /// <summary>Begins, unless the last commit was small or is long ago.</summary>
    public bool TryBegin()
    {
        if (_taken < Several || Stopwatch.GetElapsedTime(_takenAt) > Recent)
        {
            return false;
        }
        (_startedAt, _seen) = (Stopwatch.GetTimestamp(), 0);
        IsUnderWay = true;
        return true;
    }

    /// <summary>How long to wait for the next one; false when none came since the last time, or it took long enough.</summary>
    /// <param name="waiting">The bulk appends that wait by now.</param>
    /// <param name="pause">Above zero.</param>
    public bool GoesOn(int waiting, out TimeSpan pause)
    {
        int times = OnTheWay is { } count && count() - waiting > s_busy ? Patience : 1;
        TimeSpan left = (times * Longest) - Stopwatch.GetElapsedTime(_startedAt);
        pause = left < times * Pause ? left : times * Pause;
        bool came = waiting > _seen;
        _seen = waiting;
        return came && left > TimeSpan.Zero;
    }

    /// <summary>What was gathered is taken.</summary>
    public void End() => IsUnderWay = false;
}
