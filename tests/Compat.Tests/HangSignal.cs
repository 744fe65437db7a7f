// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Compat.Tests;

/// <summary>Tells a test where the method that hangs is.</summary>
internal sealed class HangSignal
{
    public TaskCompletionSource<DateTime> Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
