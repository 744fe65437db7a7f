// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A connection to a server, or to several that stand for one.</summary>
public abstract class ChannelBase
{
    /// <summary>Makes a channel.</summary>
    /// <param name="target">What it connects to.</param>
    /// <exception cref="ArgumentNullException"><paramref name="target"/> is null.</exception>
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>What it connects to.</summary>
    public string Target { get; }

    /// <summary>Makes an invoker whose calls go over this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Shuts the channel down.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>Does the work of <see cref="ShutdownAsync"/>; nothing unless overridden.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
