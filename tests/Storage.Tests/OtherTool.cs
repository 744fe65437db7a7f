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

    /// <summary>The chain computed again from what README.md says of it: prints sequence and hash of each row whose hash differs.</summary>
    private const string ChainScript = """
        import hashlib, sqlite3, struct, sys
        def item(value):
            if isinstance(value, int): return b"\x01" + struct.pack(">q", value)
            tag, data = (b"\x03", value) if isinstance(value, bytes) else (b"\x02", value.encode())
            return tag + struct.pack(">I", len(data)) + data
        connection = sqlite3.connect(sys.argv[1])
        node, created = connection.execute("SELECT id, created_at FROM node").fetchone()
        previous = hashlib.sha256(item("HocBaSo.Signing journal") + item(node) + item(created)).digest()
        rows = []
        for table in ("intent", "outcome", "pair", "event"):
            cursor = connection.execute("SELECT * FROM " + table)
            names = [c[0] for c in cursor.description]
            rows += [(row[0], table, dict(zip(names, row))) for row in cursor]
        for sequence, table, row in sorted(rows, key=lambda r: r[0]):
            stored = (row.pop("previous_hash"), row.pop("row_hash"))
            data = item(table) + b"".join(item(n) + item(v) for n, v in row.items() if v is not None)
            computed = hashlib.sha256(data + item("previous_hash") + item(previous)).digest()
            if stored != (previous, computed): print(sequence, computed.hex())
            previous = computed
        print("end", previous.hex())
        """;

    /// <summary>Statements in a transaction of their own, as somebody who can write the file would do it.</summary>
    private const string TamperScript = """
        import sqlite3, sys
        connection = sqlite3.connect(sys.argv[1])
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute("DROP TRIGGER " + name)
        connection.executescript(sys.argv[2])
        connection.commit()
        """;

    public static Task<string[]> QueryAsync(string path, string sql) => RunAsync(Script, path, sql);

    /// <summary>Rows whose hash isn't what another implementation computes, then <c>end</c> and the last hash.</summary>
    public static Task<string[]> ChainAsync(string path) => RunAsync(ChainScript, path);

    /// <summary>Changes the file behind the back of our code.</summary>
    public static Task TamperAsync(string path, string sql) => RunAsync(TamperScript, path, sql);

    private static async Task<string[]> RunAsync(string script, params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/python3", ["-c", script, .. arguments])
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
