// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The modules of this process. A module is loaded and initialised once and stays: C_Finalize would end the sessions of everybody
/// else in the process. What failed is not remembered, so a module that appears later is found.
/// </summary>
internal sealed class ProcessModules : IModuleSource
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Loaded> _modules = new(StringComparer.Ordinal);

    public static ProcessModules Shared { get; } = new();

    public ICryptoki Open(TokenOptions options)
    {
        // A bare file name is left to the dynamic linker's search path.
        var path = options.ModulePath.Contains('/', StringComparison.Ordinal)
            ? Path.GetFullPath(options.ModulePath)
            : options.ModulePath;
        lock (_gate)
        {
            if (!_modules.TryGetValue(path, out var module))
            {
                module = Load(path, options);
                _modules.Add(path, module);
            }

            // One configuration per module and process: a second one would silently be ignored by the module.
            if (module.Parameters != options.InitializationParameters)
            {
                throw new Pkcs11Exception("the module runs with other initialization parameters in this process");
            }

            return module.Cryptoki;
        }
    }

    private static Loaded Load(string path, TokenOptions options)
    {
        foreach (var (name, value) in options.ModuleEnvironment)
        {
            NativeEnvironment.Set(name, value);
        }

        if (!NativeLibrary.TryLoad(path, out var library))
        {
            throw new Pkcs11Exception("the module can't be loaded");
        }

        var cryptoki = NativeCryptoki.FromLibrary(library);
        var code = cryptoki.Initialize(options.InitializationParameters);
        if (code != Ckr.CryptokiAlreadyInitialized)
        {
            Pkcs11Exception.ThrowIfFailed(code, "C_Initialize");
        }

        return new Loaded(cryptoki, options.InitializationParameters);
    }

    private sealed record Loaded(NativeCryptoki Cryptoki, string? Parameters);
}
