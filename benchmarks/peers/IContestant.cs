// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>A stack that signs. One runs at a time.</summary>
internal interface IContestant
{
    /// <summary>Its name in the table.</summary>
    string NameFor(PeerCase peerCase);

    /// <summary>Signs with all threads for so long.</summary>
    Task<Reading> RunAsync(PeerCase peerCase, TimeSpan length, CancellationToken cancellationToken);

    /// <summary>Signs the first document, for whoever wants to see that it does.</summary>
    Task<byte[]> SignOneAsync(PeerCase peerCase, CancellationToken cancellationToken);
}
