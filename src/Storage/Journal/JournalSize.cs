// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>How large the journal's files are, and what room is left. Asks the system: a few microseconds.</summary>
internal static class JournalSize
{
    public static JournalHealth Added(JournalHealth health, string path) =>
        health with
        {
            FileBytes = Bytes(path) + Bytes(path + "-wal"),
            FreeDiskBytes = Free(path),
        };

    private static long Bytes(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static long? Free(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
