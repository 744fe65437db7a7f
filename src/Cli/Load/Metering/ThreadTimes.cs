// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>Processor time of this process by kind of thread: Linux tells it by the threads' names.</summary>
internal static class ThreadTimes
{
    /// <summary>The kind of thread that compiles code that runs often once more, better.</summary>
    public const string Compiler = "compiler";

    private const string Tasks = "/proc/self/task";

    // proc(5): utime and stime are the 14th and 15th member; the name before them is in brackets and may hold blanks.
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const double TicksPerSecond = 100; // USER_HZ: the same on every Linux that .NET runs on

    /// <summary>Seconds by kind; empty where the system doesn't tell.</summary>
    public static IReadOnlyDictionary<string, double> Read()
    {
        var times = new Dictionary<string, double>(StringComparer.Ordinal);
        if (!Directory.Exists(Tasks))
        {
            return times;
        }
        foreach (var task in Directory.EnumerateDirectories(Tasks))
        {
            if (TryRead(Path.Combine(task, "stat")) is var (name, seconds))
            {
                var kind = KindOf(name);
                times[kind] = times.GetValueOrDefault(kind) + seconds;
            }
        }
        return times;
    }

    private static (string Name, double Seconds)? TryRead(string file)
    {
        try
        {
            var stat = File.ReadAllText(file);
            var (open, close) = (stat.IndexOf('(', StringComparison.Ordinal), stat.LastIndexOf(')'));
            var members = stat[(close + 2)..].Split(' ');
            var ticks =
                long.Parse(members[UserTime], CultureInfo.InvariantCulture)
                + long.Parse(members[SystemTime], CultureInfo.InvariantCulture);
            return (stat[(open + 1)..close], ticks / TicksPerSecond);
        }
        catch (IOException)
        {
            return null; // It has ended.
        }
    }

    // Names are cut after 15 characters.
    private static string KindOf(string thread) =>
        thread switch
        {
            _ when thread.StartsWith("pkcs11", StringComparison.Ordinal) => "token",
            _ when thread.StartsWith("token ceiling", StringComparison.Ordinal) => "ceiling",
            _ when thread.StartsWith("journal", StringComparison.Ordinal) => "journal",
            _ when thread.StartsWith(".NET TP", StringComparison.Ordinal) => "documents",
            _ when thread.Contains("GC", StringComparison.Ordinal) => "garbage collector",
            _ when thread.StartsWith(".NET Tiered", StringComparison.Ordinal) => Compiler,
            _ => "other",
        };
}
