// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The process environment as native code sees it. <see cref="Environment.SetEnvironmentVariable(string, string)"/> changes a copy
/// that native modules never read.
/// </summary>
public static partial class NativeEnvironment
{
    /// <summary>Sets a variable through libc <c>setenv</c>; before the module that reads it is initialised.</summary>
    /// <param name="name">Not empty, no <c>=</c>.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The name is not one.</exception>
    public static void Set(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('=', StringComparison.Ordinal) || SetEnv(name, value, 1) != 0)
        {
            throw new ArgumentException("not a name of an environment variable", nameof(name));
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
