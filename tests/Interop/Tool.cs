// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Interop;

/// <summary>Runs somebody else's program.</summary>
internal static class Tool
{
    // The system's: another python3 on the PATH has none of Debian's modules.
    public const string Python = "/usr/bin/python3";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new ToolResult(process.ExitCode, output, await errors);
    }
}

internal sealed record ToolResult(int ExitCode, string Output, string Error);
