// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Somebody with write access to the file, and with the tools of somebody else: Python's sqlite3.</summary>
internal static class Tamperer
{
    private const string Script = """
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1], isolation_level=None)
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for statement in sys.argv[2:]:
            print(db.execute(statement).fetchall())
        db.close()
        """;

    /// <summary>Runs SQL on a journal, after the triggers that guard it against accidents are out of the way.</summary>
    public static void Bend(string journal, params string[] statements)
    {
        var run = OutsideTool.Run("/usr/bin/python3", ["-c", Script, journal, .. statements]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    /// <summary>The one number that a query gives.</summary>
    public static long Ask(string journal, string query)
    {
        const string Reader =
            "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])";
        var run = OutsideTool.Run("/usr/bin/python3", "-c", Reader, journal, query);
        Assert.True(run.ExitCode == 0, run.Error);
        return long.Parse(run.Output, System.Globalization.CultureInfo.InvariantCulture);
    }
}
