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

    // Why the page could not be read, the last time that it couldn't, and how often.
    private string? _fault;
    private int _faults;

    public string Method =>
        $"the server's own metrics at {page}"
        + (_fault is null ? "" : $", which could not be read {_faults} times: {_fault}");

    /// <summary>Reads the page once, before anything is sent.</summary>
    /// <exception cref="CommandException">It can't be read, or is no metrics page.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is null && (await ReadSessionsAsync(cancellationToken)).Count == 0)
        {
            throw new CommandException(
                $"--metrics {page}: {_fault ?? "no metrics of a server: neither processor time nor sessions are on it"}"
            );
        }
    }

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
            var text = await _http.GetStringAsync(page, cancellationToken);
            return text;
        }
        catch (Exception e)
            when (e is HttpRequestException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            _faults++;
            _fault = e is HttpRequestException ? e.Message : $"no answer within {_http.Timeout.TotalSeconds:0} s";
            return null;
        }
    }

    private static double? Find(IReadOnlyDictionary<string, double> values, string[] names) =>
        names
            .Select(name => values.TryGetValue(name, out var value) ? value : (double?)null)
            .FirstOrDefault(static v => v is not null);
}
