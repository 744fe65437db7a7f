// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Globalization;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Integration.Telemetry;

/// <summary>A collector that isn't ours: the system's python3, and protoc to read what it was sent.</summary>
internal sealed class Collector : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private Collector(string protocol)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "python", "otlp_collector.py");
        _process = Process.Start(
            new ProcessStartInfo(PythonStubs.Python, [script, protocol, _folder.Path])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
    }

    /// <summary>Where it listens.</summary>
    public string Endpoint { get; private set; } = "";

    public static async Task<Collector> StartAsync(string protocol)
    {
        var collector = new Collector(protocol);
        var line = await collector._process.StandardOutput.ReadLineAsync();
        var port = int.Parse(line!, CultureInfo.InvariantCulture);
        collector.Endpoint = $"http://127.0.0.1:{port}";
        return collector;
    }

    /// <summary>The requests of a signal, <c>traces</c> or <c>metrics</c>, as protoc reads them without a schema.</summary>
    public IReadOnlyList<string> Read(string signal) =>
        [.. Files($"*-{signal}.bin").Select(static file => Decoded(file))];

    /// <summary>The headers of the requests of a signal, one to a line.</summary>
    public IReadOnlyList<string> HeadersOf(string signal) => [.. Files($"*-{signal}.headers").Select(File.ReadAllText)];

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(_folder.Path, pattern).Order(StringComparer.Ordinal);

    private static string Decoded(string file)
    {
        var (exit, output, error) = OutsideTool.Run("/bin/sh", "-c", "protoc --decode_raw < \"$0\"", file);
        Assert.True(exit == 0, error);
        return output;
    }
}
