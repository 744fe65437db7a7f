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

    public static ServerProcess Start(string configuration) =>
        Start(new ProcessStartInfo("dotnet", [typeof(Server.SigningServerHost).Assembly.Location, configuration]));

    /// <summary>A server that can't make any file longer than this: the kernel refuses what is written beyond (EFBIG).</summary>
    public static ServerProcess StartWithFileLimit(string configuration, int kibibytes)
    {
        // In units of 512 bytes (POSIX). Ignored, the signal becomes an error of the write, as on a full disk.
        var script = $"trap '' XFSZ; ulimit -f {2 * kibibytes}; exec dotnet \"$0\" \"$1\"";
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", script, typeof(Server.SigningServerHost).Assembly.Location, configuration]
        );
        // The runtime maps its code twice through a large file of its own unless told not to.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Start(start);
    }

    private static ServerProcess Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
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
