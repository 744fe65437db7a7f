// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Reads what a server uses.</summary>
internal interface IServerMeter
{
    /// <summary>How it is counted, as one sentence for reports.</summary>
    string Method { get; }

    /// <summary>The counters now; null when they can't be had.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ServerReading?> ReadAsync(CancellationToken cancellationToken);
}
