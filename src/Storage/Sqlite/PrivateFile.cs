// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Files that only the node's user may read: who signed what is nobody else's business.</summary>
internal static class PrivateFile
{
    public static FileStreamOptions Options(FileShare share)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.OpenOrCreate,
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

    /// <summary>Makes an empty file when there is none; SQLite gives its WAL the same mode.</summary>
    public static void Ensure(string path) => new FileStream(path, Options(FileShare.ReadWrite)).Dispose();
}
