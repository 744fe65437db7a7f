// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>The server that a <see cref="VerifyPeerCallback"/> judges.</summary>
public sealed class VerifyPeerContext
{
    internal VerifyPeerContext(string targetName, string peerPem)
    {
        TargetName = targetName;
        PeerPem = peerPem;
    }

    /// <summary>The name that was connected to.</summary>
    public string TargetName { get; }

    /// <summary>The server's certificate as PEM.</summary>
    public string PeerPem { get; }
}
