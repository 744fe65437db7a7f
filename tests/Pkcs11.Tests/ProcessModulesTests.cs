// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

public sealed class ProcessModulesTests
{
    private static readonly TokenOptions First = new() { ModulePath = "/first.so" };
    private static readonly TokenOptions Second = new() { ModulePath = "/second.so" };
    private readonly ConcurrentQueue<string> _loaded = new();

    [Fact]
    public async Task Open_WhenAnotherModuleHangsInItsInitialization_IsNotHeldUp()
    {
        using var end = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        var modules = new ProcessModules(
            (path, _) =>
            {
                if (path == First.ModulePath)
                {
                    entered.SetResult();
                    end.Wait();
                }

                return Load(path);
            }
        );
        var hanging = Task.Run(() => modules.Open(First));
        await entered.Task;

        var second = await Task.Run(() => modules.Open(Second)).WaitAsync(Rig.Patience);
        var sameHanging = Task.Run(() => modules.Open(First));

        Assert.Same(second, modules.Open(Second));
        Assert.False(hanging.IsCompleted);
        end.Set();
        Assert.Same(await hanging.WaitAsync(Rig.Patience), await sameHanging.WaitAsync(Rig.Patience));
        Assert.Equal([Second.ModulePath, First.ModulePath], _loaded);
    }

    [Fact]
    public void Open_WhenAModuleFailed_IsTriedAgainWithWhatIsConfiguredThen()
    {
        var modules = new ProcessModules((path, _) => _loaded.IsEmpty ? throw Fail(path) : Load(path));
        Assert.Throws<Pkcs11Exception>(() => modules.Open(First with { InitializationParameters = "wrong" }));

        var module = modules.Open(First with { InitializationParameters = "right" });

        Assert.Same(module, modules.Open(First with { InitializationParameters = "right" }));
        Assert.Throws<Pkcs11Exception>(() => modules.Open(First));
        Assert.Equal(2, _loaded.Count);
    }

    private FaultyModule Load(string path)
    {
        _loaded.Enqueue(path);
        return new FaultyModule();
    }

    private Pkcs11Exception Fail(string path)
    {
        _loaded.Enqueue(path);
        return new Pkcs11Exception("the module can't be loaded");
    }
}
