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
        catch
        {
            File.Delete(temporary);
            throw;
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
        finally
        {
            // After a move there is none.
            File.Delete(temporary);
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
        catch
        {
            File.Delete(temporary);
            throw;
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
