// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A token, or a disk, that does not answer until a test lets it.</summary>
internal sealed class HangingCall
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    /// <summary>Ends when a call hangs.</summary>
    public Task Reached => _reached.Task;

    /// <summary>How often it was asked.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>It fails from here on.</summary>
    public void Fail(SigningException fault) => _ended.TrySetException(fault);

    /// <summary>It answers from here on.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>What it does first.</summary>
    public Task WaitAsync()
    {
        Interlocked.Increment(ref _calls);
        _reached.TrySetResult();
        return _ended.Task;
    }
}
