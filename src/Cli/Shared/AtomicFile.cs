// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Cli;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the target, then renames over it.</summary>
    public static async Task WriteAsync(string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var temporary = TemporaryFor(file);
        try
        {
            await File.WriteAllBytesAsync(temporary, content, cancellationToken);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception fault)
        {
            Discard(temporary);
            throw Named(fault, temporary, file);
        }
    }

    /// <summary>Finds whether a file could be written now; nothing stays of it.</summary>
    /// <exception cref="IOException">It is a folder, or its own folder does not exist or takes no files.</exception>
    /// <exception cref="UnauthorizedAccessException">Its folder may not be written to.</exception>
    public static void Require(string file)
    {
        if (Directory.Exists(file))
        {
            throw new IOException("It is a folder.");
        }
        var temporary = TemporaryFor(file);
        try
        {
            new FileStream(temporary, PrivateOptions()).Dispose();
        }
        catch (Exception fault)
        {
            throw Named(fault, temporary, file);
        }
        finally
        {
            Discard(temporary);
        }
    }

    /// <summary>Writes beside the target, then gives it its name; false, and nothing is changed, when something bears that name.</summary>
    public static bool TryWriteNew(string file, ReadOnlySpan<byte> content)
    {
        var temporary = TemporaryFor(file);
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, file, overwrite: false);
            return true;
        }
        catch (IOException) when (Path.Exists(file))
        {
            return false;
        }
        catch (Exception fault)
        {
            throw Named(fault, temporary, file);
        }
        finally
        {
            // After a move there is none.
            Discard(temporary);
        }
    }

    /// <summary>Writes what only the user may read, of any length, beside the target, then renames over it.</summary>
    public static async Task WritePrivateAsync(string file, Func<Stream, Task> write)
    {
        var temporary = TemporaryFor(file);
        try
        {
            await using (var stream = new FileStream(temporary, PrivateOptions()))
            {
                await write(stream);
            }
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception fault)
        {
            Discard(temporary);
            throw Named(fault, temporary, file);
        }
    }

    /// <summary>Writes text unless the file holds just that; so a second run changes nothing.</summary>
    public static void WriteIfChanged(string file, string content)
    {
        if (File.Exists(file) && File.ReadAllText(file) == content)
        {
            return;
        }
        var temporary = TemporaryFor(file);
        File.WriteAllText(temporary, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(temporary, file, overwrite: true);
    }

    private static void Discard(string temporary)
    {
        // Where there is no such folder, deleting what is in it fails.
        if (File.Exists(temporary))
        {
            File.Delete(temporary);
        }
    }

    // Nobody knows the temporary file; another kind of fault stays as it is.
    private static Exception Named(Exception fault, string temporary, string file)
    {
        var message = fault.Message.Replace(temporary, file, StringComparison.Ordinal);
        return fault switch
        {
            IOException when message != fault.Message => new IOException(message, fault),
            UnauthorizedAccessException when message != fault.Message => new UnauthorizedAccessException(
                message,
                fault
            ),
            _ => fault,
        };
    }

    // A new file and no other: nobody's link is followed.
    private static FileStreamOptions PrivateOptions()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }

    // In the same folder, so that the rename doesn't cross file systems; a name that no sealed file bears.
    private static string TemporaryFor(string file) =>
        Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(file))!,
            $".{Path.GetFileName(file)}.{Guid.NewGuid():N}.tmp"
        );
}
