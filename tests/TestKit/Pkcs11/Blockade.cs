// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.TestKit;

/// <summary>Holds calls inside the module until it is disposed.</summary>
public sealed class Blockade : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();

    /// <summary>Ends when the first call is held; fails when none comes.</summary>
    public Task Entered => _entered.Task.WaitAsync(Patience);

    public void Dispose() => _open.Set();

    internal void Pass()
    {
        _entered.TrySetResult();
        _open.Wait();
    }
}
