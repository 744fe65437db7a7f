// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Diagnostics;

namespace HocBaSo.Signing.Integration.Telemetry;

/// <summary>Takes every span of this product that ends.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("HocBaSo.", StringComparison.Ordinal),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Those of a trace, in the order of their beginnings.</summary>
    public IReadOnlyList<Activity> Of(ActivityTraceId trace) =>
        [.. _ended.Where(span => span.TraceId == trace).OrderBy(static span => span.StartTimeUtc)];

    /// <summary>Those of a name that are linked to a trace.</summary>
    public IReadOnlyList<Activity> LinkedTo(ActivityTraceId trace) =>
        [.. _ended.Where(span => span.Links.Any(link => link.Context.TraceId == trace))];

    /// <summary>Ends when there are so many that fit: the last spans of a call end after its answer.</summary>
    public static async Task<IReadOnlyList<Activity>> WaitAsync(
        Func<IReadOnlyList<Activity>> read,
        Func<IReadOnlyList<Activity>, bool> isAll
    )
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var spans = read();
            if (isAll(spans))
            {
                return spans;
            }
            await Task.Delay(20, patience.Token);
        }
    }

    public void Dispose() => _listener.Dispose();
}
