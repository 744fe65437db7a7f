// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The modules of this process. A module is loaded and initialised once and stays: C_Finalize would end the sessions of everybody
/// else in the process. What failed is not remembered, so a module that appears later is found.
/// </summary>
/// <param name="load">Loads and initialises the module at a path. May hang: that holds up this path, and of others those whose modules read variables.</param>
internal sealed class ProcessModules(Func<string, TokenOptions, ICryptoki> load) : IModuleSource
{
    private static readonly ConcurrentDictionary<nint, NativeCryptoki> Libraries = new();
    private static readonly Lock Variables = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public static ProcessModules Shared { get; } = new(Load);

    public ICryptoki Open(TokenOptions options)
    {
        // A bare file name is left to the dynamic linker's search path.
        var path = options.ModulePath.Contains('/', StringComparison.Ordinal)
            ? Path.GetFullPath(options.ModulePath)
            : options.ModulePath;
        var place = PlaceOf(path);
        lock (place.Gate)
        {
            var module = place.Module ??= new Loaded(load(path, options), options.InitializationParameters);

            // One configuration per module and process: a second one would silently be ignored by the module.
            if (module.Parameters != options.InitializationParameters)
            {
                throw new Pkcs11Exception("the module runs with other initialization parameters in this process");
            }

            return module.Cryptoki;
        }
    }

    private Place PlaceOf(string path)
    {
        lock (_gate)
        {
            if (!_places.TryGetValue(path, out var place))
            {
                place = new Place();
                _places.Add(path, place);
            }

            return place;
        }
    }

    // Modules that read variables start one at a time: two may read the same one, each its own value of it.
    private static NativeCryptoki Load(string path, TokenOptions options)
    {
        if (options.ModuleEnvironment.Count == 0)
        {
            return Start(path, options);
        }
        lock (Variables)
        {
            NativeEnvironment.SetAll(options);
            return Start(path, options);
        }
    }

    private static NativeCryptoki Start(string path, TokenOptions options)
    {
        if (!NativeLibrary.TryLoad(path, out var library))
        {
            throw new Pkcs11Exception("the module can't be loaded");
        }

        // Two paths may lead to one library, whose rare calls go one at a time.
        var cryptoki = Libraries.GetOrAdd(library, NativeCryptoki.FromLibrary);
        var code = cryptoki.Initialize(options.InitializationParameters);
        if (code != Ckr.CryptokiAlreadyInitialized)
        {
            Pkcs11Exception.ThrowIfFailed(code, "C_Initialize");
        }

        return cryptoki;
    }

    /// <summary>Where one module is, or will be; under its gate.</summary>
    private sealed class Place
    {
        public Lock Gate { get; } = new();

        public Loaded? Module { get; set; }
    }

    private sealed record Loaded(ICryptoki Cryptoki, string? Parameters);
}
