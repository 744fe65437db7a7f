// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>The metrics page of a server, in the Prometheus text format. The names are those of the runtime's own meter.</summary>
internal sealed class MetricsPageMeter(Uri page) : IServerMeter, IDisposable
{
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
        try
        {
            var values = PrometheusText.Sums(await _http.GetStringAsync(page, cancellationToken));
            return Find(values, Cpu) is { } cpu && Find(values, Allocated) is { } allocated
                ? new ServerReading(cpu, (long)allocated, (long)Find(values, Resident).GetValueOrDefault(), null)
                : null;
        }
        catch (Exception e)
            when (e is HttpRequestException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private static double? Find(IReadOnlyDictionary<string, double> values, string[] names) =>
        names
            .Select(name => values.TryGetValue(name, out var value) ? value : (double?)null)
            .FirstOrDefault(static v => v is not null);
}
