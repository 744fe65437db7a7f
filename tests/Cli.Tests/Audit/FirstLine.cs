// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

/// <summary>A terminal's output that tells when something stands there.</summary>
internal sealed class FirstLine : StringWriter
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends behind the first line.</summary>
    public Task Written => _written.Task;

    public override async Task WriteLineAsync(string? value)
    {
        await base.WriteLineAsync(value);
        _written.TrySetResult();
    }
}
