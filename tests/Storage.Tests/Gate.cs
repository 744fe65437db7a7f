// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Holds the writer thread at a commit until the test lets it go; what is appended meanwhile waits.</summary>
internal sealed class Gate : IDisposable
{
    private readonly SemaphoreSlim _open = new(0);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _passed;

    /// <summary>Ends when the writer stands at the gate.</summary>
    public Task Reached => _reached.Task;

    public void Wait()
    {
        _reached.TrySetResult();
        if (!_passed)
        {
            Assert.True(_open.Wait(TimeSpan.FromSeconds(30)));
        }
        _passed = true;
    }

    public void Open() => _open.Release();

    public void Dispose() => _open.Dispose();
}
