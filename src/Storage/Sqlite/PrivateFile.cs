// SPDX-License-Identifier: Apache-2.0
using Microsoft.Win32.SafeHandles;

namespace HocBaSo.Signing.Storage;

/// <summary>Files that only the node's user may read: who signed what is nobody else's business.</summary>
internal static class PrivateFile
{
    public static FileStreamOptions Options(FileShare share, FileMode mode = FileMode.OpenOrCreate)
    {
        FileStreamOptions options = new()
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }

    /// <summary>
    /// Makes an empty file when there is none; SQLite gives its WAL the same mode. One that is there isn't opened: to close a file takes
    /// all locks from it that the process has, those of SQLite's open connections too (fcntl(2), F_SETLK).
    /// </summary>
    public static void Ensure(string path)
    {
        if (!File.Exists(path))
        {
            new FileStream(path, Options(FileShare.ReadWrite, FileMode.CreateNew)).Dispose();
        }
    }

    /// <summary>Puts a file in its place, whole or not at all; on the disk when this returns.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string partial = path + ".partial";
        File.Delete(partial);
        using (FileStream file = new(partial, Options(FileShare.None, FileMode.CreateNew)))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        Publish(partial, path);
    }

    /// <summary>Gives a finished file its name; the name is on the disk when this returns.</summary>
    public static void Publish(string partial, string path)
    {
        File.Move(partial, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>A file's bytes on the disk.</summary>
    public static void Sync(string path)
    {
        using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    // A rename is an entry of the folder, which needs an fsync of its own; .NET opens no folders, the C library does.
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsLinux())
        {
            FolderSync.Run(folder);
        }
    }
}
