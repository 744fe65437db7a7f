// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The process environment as native code sees it. <see cref="Environment.SetEnvironmentVariable(string, string)"/> changes a copy
/// that native modules never read.
/// </summary>
public static partial class NativeEnvironment
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal);

    /// <summary>
    /// Sets a variable through libc <c>setenv</c>; before the module that reads it is initialised. The value that it was given last time
    /// isn't set again.
    /// </summary>
    /// <param name="name">Not empty, no <c>=</c>.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The name is not one.</exception>
    public static void Set(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (Gate)
        {
            // setenv may move what a module's getenv is reading: not oftener than needed.
            if (Values.TryGetValue(name, out var known) && known == value)
            {
                return;
            }

            if (!IsName(name) || SetEnv(name, value, 1) != 0)
            {
                throw new ArgumentException("not a name of an environment variable", nameof(name));
            }

            Values[name] = value;
        }
    }

    /// <summary>Whether a variable can be called so: not empty, no <c>=</c>.</summary>
    /// <param name="name">The name.</param>
    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAny('=', '\0');

    /// <summary>Sets what a token's module reads.</summary>
    internal static void SetAll(TokenOptions options)
    {
        foreach (var (name, value) in options.ModuleEnvironment)
        {
            Set(name, value);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
