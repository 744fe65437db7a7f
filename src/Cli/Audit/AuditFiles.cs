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

    /// <summary>Opens a journal to read.</summary>
    /// <exception cref="CommandException">It can't be read, or is no journal.</exception>
    public static JournalBrowser Open(string file) => Read(file, JournalBrowser.Open);

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
