// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Hosting;

/// <summary>Lets parts that are disposed synchronously be owned like the others.</summary>
internal sealed class Disposables(params IDisposable[] parts) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        foreach (var part in parts)
        {
            part.Dispose();
        }
        return ValueTask.CompletedTask;
    }
}
