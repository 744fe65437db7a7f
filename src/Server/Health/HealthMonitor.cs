// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Health;

/// <summary>Asks the probes; many callers within a second share one look. Changes go to the log.</summary>
internal sealed partial class HealthMonitor(
    IEnumerable<IHealthProbe> probes,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<HealthMonitor> logger
) : IDisposable
{
    /// <summary>How long a look stays good.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);
    private readonly IHealthProbe[] _probes = [.. probes];
    private readonly SemaphoreSlim _looking = new(1);
    private (long At, IReadOnlyDictionary<string, PartHealth> Parts)? _last;

    public async Task<HealthReport> CheckAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) >= Freshness)
            {
                var parts = await LookAsync();
                LogChanges(_last?.Parts, parts);
                _last = last = (time.GetTimestamp(), parts);
            }
            return new HealthReport(last.Parts, lifetime.ApplicationStopping.IsCancellationRequested);
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    // Shared by many callers, so none of them may cancel it.
    private async Task<IReadOnlyDictionary<string, PartHealth>> LookAsync()
    {
        using var limit = new CancellationTokenSource(ProbeTimeout, time);
        var parts = await Task.WhenAll(_probes.Select(probe => AskAsync(probe, limit.Token)));
        return _probes.Zip(parts).ToDictionary(static p => p.First.Name, static p => p.Second, StringComparer.Ordinal);
    }

    private void LogChanges(
        IReadOnlyDictionary<string, PartHealth>? before,
        IReadOnlyDictionary<string, PartHealth> now
    )
    {
        foreach (var (name, part) in now)
        {
            var wasWell = before is null || before[name].IsWell;
            if (wasWell && !part.IsWell)
            {
                LogUnwell(name, part.Detail);
            }
            else if (!wasWell && part.IsWell)
            {
                LogWell(name, part.Detail);
            }
        }
    }

    private static async Task<PartHealth> AskAsync(IHealthProbe probe, CancellationToken limit)
    {
        try
        {
            var health = await probe.CheckAsync(limit).AsTask().WaitAsync(limit);
            return health with { IsAdvisory = probe.IsAdvisory };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var detail = e is OperationCanceledException ? "no answer in time" : e.GetType().Name;
            return new PartHealth(false, detail) { IsAdvisory = probe.IsAdvisory };
        }
    }
}
