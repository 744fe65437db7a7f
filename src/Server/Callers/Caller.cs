// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Callers;

/// <summary>Who calls. Immutable; one for each client, whatever number of calls it has under way.</summary>
/// <param name="Client">The client that the certificate belongs to.</param>
internal sealed record Caller(ClientOptions Client)
{
    /// <summary>The only caller of a server without TLS: a process of this machine, which may everything.</summary>
    public static readonly Caller Loopback = new(
        new ClientOptions
        {
            Id = Calls.LoopbackGrants.Caller,
            Certificates = [],
            Grants = [],
        }
    );

    /// <summary>The client's name, in requests and in the journal.</summary>
    public string Id => Client.Id;
}
