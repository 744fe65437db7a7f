// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Files that the command line names: one that can't be read, or written where that is asked ahead, is a mistake of the command line.</summary>
internal static class NamedFile
{
    /// <summary>All octets of a file.</summary>
    /// <exception cref="CommandException">It can't be read: the message names it, and why.</exception>
    public static byte[] Bytes(string option, string file) => Read(option, file, File.ReadAllBytes);

    /// <summary>A file as text.</summary>
    /// <exception cref="CommandException">It can't be read: the message names it, and why.</exception>
    public static string Text(string option, string file) => Read(option, file, File.ReadAllText);

    /// <summary>Refuses a file that can't be written, before anything is done for it.</summary>
    /// <param name="option">Where its name was given.</param>
    /// <param name="file">Its name.</param>
    /// <exception cref="CommandException">It can't be written: the message names it, and why.</exception>
    public static void RequireWritable(string option, string file) =>
        Read(
            option,
            file,
            static name =>
            {
                AtomicFile.Require(name);
                return true;
            }
        );

    /// <summary>What something reads from a file or a folder.</summary>
    /// <param name="option">Where its name was given.</param>
    /// <param name="file">Its name.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="CommandException">It can't be read: the message names it, and why.</exception>
    public static T Read<T>(string option, string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"{option} {file}: {e.Message}");
        }
    }
}
