// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>The files that a command works on: its arguments, then the lines of a list.</summary>
internal static class FileList
{
    /// <summary>The name of a list that is standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The names in order; the list is read as the names are asked for, so it may be long or slow.</summary>
    /// <exception cref="CommandException">Nothing was named, or the list can't be read.</exception>
    public static IEnumerable<string> Read(IReadOnlyList<string> arguments, string? list, TextReader standardInput)
    {
        if (list is null)
        {
            return arguments.Count > 0 ? arguments : throw new CommandException("no file was named");
        }
        return arguments.Concat(list == StandardInput ? LinesOf(standardInput) : LinesOf(list));
    }

    // Opened here, read as lines are asked for.
    private static IEnumerable<string> LinesOf(string list) =>
        NamedFile.Read("--files-from", list, File.ReadLines).Where(static line => line.Length > 0);

    private static IEnumerable<string> LinesOf(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
