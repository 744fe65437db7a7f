// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using System.Text;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>Asks the system what this user may do in a folder, without doing it.</summary>
internal static class FolderAccess
{
    // W_OK | X_OK of unistd.h.
    private const int WriteAndEnter = 3;

    /// <summary>Whether files can be made there; always true on Windows, where only trying tells.</summary>
    public static bool IsWritable(string folder) =>
        OperatingSystem.IsWindows() || Access(Encoding.UTF8.GetBytes(folder + "\0"), WriteAndEnter) == 0;

    [DllImport("libc", EntryPoint = "access", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(byte[] path, int mode);
}
