// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>One server and its share of an HSM.</summary>
/// <param name="Cores">Processors that run the server.</param>
/// <param name="HsmRate">Signatures per second that its HSM makes with all sessions, as measured or rated.</param>
/// <param name="Sessions">Sessions that share that rate.</param>
/// <param name="Utilisation">Up to which share a node is planned to be busy, above 0 and at most 1.</param>
internal sealed record CapacityNode(int Cores, double HsmRate, int Sessions, double Utilisation);
