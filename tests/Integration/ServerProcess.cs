// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HocBaSo.Signing.Integration;

/// <summary>The server in a process of its own, so that it can be killed.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _lines = [];

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException(string.Join('\n', _lines)));
        process.EnableRaisingEvents = true;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Task<Uri> Address => _address.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public static ServerProcess Start(string configuration)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(Server.SigningServerHost).Assembly.Location, configuration },
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        return new ServerProcess(new Process { StartInfo = start });
    }

    /// <summary>SIGKILL: no time for anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it; answers the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await TestKit.Tool.RunAsync("/bin/kill", "-TERM", $"{_process.Id}");
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_lines)
        {
            _lines.Add(line);
        }
        if (GrpcAddress().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"serves gRPC at (https?://\S+),")]
    private static partial Regex GrpcAddress();
}
