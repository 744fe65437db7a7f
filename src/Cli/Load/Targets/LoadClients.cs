// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli;

/// <summary>Makes the clients of a run: the only place that knows how a channel is opened.</summary>
internal sealed class LoadClients(ServerConnection server)
{
    // A refusal is what is measured: no retry may hide it.
    private readonly SigningClientOptions _options = server.Options with
    {
        MaxRetries = 0,
        Timeout = TimeSpan.FromMinutes(1),
    };

    /// <summary>Where the server is.</summary>
    public Uri Address => server.Address;

    /// <summary>A client with connections of its own.</summary>
    public SigningClient Create() => new(server.Address, _options);
}
