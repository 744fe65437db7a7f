// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HocBaSo.Signing.TestKit;

/// <summary><c>openssl ocsp</c> as a server in a process of its own, on a free port.</summary>
public sealed partial class OpenSslResponder : IAsyncDisposable
{
    private readonly Process _process;

    private OpenSslResponder(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<OpenSslResponder> StartAsync(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("openssl", ["ocsp", "-port", "0", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = new Process { StartInfo = start };
        var accepts = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Read(string? line)
        {
            if (line is not null && Accept().Match(line) is { Success: true } match)
            {
                accepts.TrySetResult(
                    int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
                );
            }
        }

        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => accepts.TrySetException(new InvalidOperationException("openssl ocsp ended."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var port = await accepts.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return new OpenSslResponder(process, new Uri($"http://127.0.0.1:{port}/"));
    }

    /// <summary>Ends it: from now on the port refuses.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"^ACCEPT \S*:(\d+) PID")]
    private static partial Regex Accept();
}
