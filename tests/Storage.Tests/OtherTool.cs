// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Python's sqlite3 module: another build of SQLite, with none of our code.</summary>
internal static class OtherTool
{
    private const string Script = """
        import sqlite3, sys
        connection = sqlite3.connect(sys.argv[1])
        for row in connection.execute(sys.argv[2]):
            print("|".join(v.hex() if isinstance(v, bytes) else "" if v is None else str(v) for v in row))
        connection.commit()
        """;

    public static async Task<string[]> QueryAsync(string path, string sql)
    {
        ProcessStartInfo start = new("/usr/bin/python3", ["-c", Script, path, sql])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
