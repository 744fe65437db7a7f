// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The metrics page of a server, in the Prometheus text format. The names of what is counted are those of the runtime's own meter.
/// </summary>
internal sealed class MetricsPageMeter(Uri page) : IServerMeter, IDisposable
{
    private const string Sessions = "hocbaso_hsm_sessions";

    // The most that a server takes.
    private const double MaxSessions = 256;

    private static readonly string[] Cpu = ["dotnet_process_cpu_time_seconds_total", "process_cpu_seconds_total"];

    private static readonly string[] Allocated =
    [
        "dotnet_gc_heap_total_allocated_bytes_total",
        "process_runtime_dotnet_gc_allocations_size_bytes_total",
    ];

    private static readonly string[] Resident =
    [
        "dotnet_process_memory_working_set_bytes",
        "process_resident_memory_bytes",
    ];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    public string Method => $"the server's own metrics at {page}";

    public async Task<ServerReading?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await PageAsync(cancellationToken) is not { } text)
        {
            return null;
        }
        var values = PrometheusText.Sums(text);
        return Find(values, Cpu) is { } cpu && Find(values, Allocated) is { } allocated
            ? new ServerReading(cpu, (long)allocated, (long)Find(values, Resident).GetValueOrDefault(), null)
            : null;
    }

    /// <summary>How many sessions the server signs with; none of a token that isn't ready, or when the page can't be had.</summary>
    public async Task<IReadOnlyList<TokenSessions>> ReadSessionsAsync(CancellationToken cancellationToken)
    {
        var text = await PageAsync(cancellationToken) ?? "";
        return
        [
            .. PrometheusText
                .Samples(text, Sessions)
                .Where(static sample => sample.Value is >= 1 and <= MaxSessions)
                .Select(static sample => new TokenSessions(
                    sample.Labels.GetValueOrDefault("token", ""),
                    sample.Labels.GetValueOrDefault("key_type") == "RSA" ? KeyFamily.Rsa : KeyFamily.Ec,
                    (int)sample.Value
                )),
        ];
    }

    public void Dispose() => _http.Dispose();

    private async Task<string?> PageAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetStringAsync(page, cancellationToken);
        }
        catch (Exception e)
            when (e is HttpRequestException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return null;
        }
    }

    private static double? Find(IReadOnlyDictionary<string, double> values, string[] names) =>
        names
            .Select(name => values.TryGetValue(name, out var value) ? value : (double?)null)
            .FirstOrDefault(static v => v is not null);
}
