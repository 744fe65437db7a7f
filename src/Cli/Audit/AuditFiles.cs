// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary>Journals that are named on a command line.</summary>
internal static class AuditFiles
{
    /// <summary>The file's absolute path.</summary>
    /// <exception cref="CommandException">There is no such file.</exception>
    public static string Existing(string file) =>
        File.Exists(file)
            ? Path.GetFullPath(file)
            : throw new CommandException($"{file}: no such file", ExitCode.Unreadable);

    /// <summary>Opens a journal, and runs what reads it to its end.</summary>
    /// <exception cref="CommandException">It can't be read, wherever in it that shows, or is no journal.</exception>
    public static async Task ReadAsync(string file, Func<JournalBrowser, Task> read)
    {
        using var browser = Read(file, JournalBrowser.Open);
        try
        {
            await read(browser);
        }
        catch (InvalidDataException e)
        {
            throw new CommandException($"{file}: {e.Message}", ExitCode.Unreadable);
        }
    }

    /// <summary>Runs what reads a journal.</summary>
    /// <exception cref="CommandException">It can't be read, or is no journal.</exception>
    public static T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(Existing(file));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(e.Message, ExitCode.Unreadable);
        }
    }
}
