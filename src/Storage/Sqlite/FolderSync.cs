// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using System.Text;

namespace HocBaSo.Signing.Storage;

/// <summary>fsync of a folder, on Linux: what makes a new name in it survive a loss of power.</summary>
internal static class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>Brings the folder's entries to the disk.</summary>
    /// <exception cref="IOException">The folder can't be opened, or its entries can't be brought to the disk.</exception>
    public static void Run(string folder)
    {
        int handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"Folder {folder} can't be opened (errno {Marshal.GetLastPInvokeError()}).");
        }
        try
        {
            if (Flush(handle) != 0)
            {
                throw new IOException(
                    $"Folder {folder} can't be synchronized (errno {Marshal.GetLastPInvokeError()})."
                );
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
