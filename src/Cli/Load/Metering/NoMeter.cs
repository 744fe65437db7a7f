// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>For a server that doesn't say what it uses.</summary>
internal sealed class NoMeter : IServerMeter
{
    public string Method => "not counted: no address of the server's metrics is known (--metrics)";

    public Task<ServerReading?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<ServerReading?>(null);
}
