// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Documents of one kind, when they arrive and what each of them takes.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Arrivals">Documents per second over the time.</param>
/// <param name="Signatures">Signatures by keys in the HSM for each document.</param>
/// <param name="CpuSeconds">Processor time of the server for each document, the HSM not counted.</param>
/// <param name="IsInteractive">True when somebody waits for it: it goes before the others.</param>
internal sealed record WorkloadFlow(
    string Name,
    ArrivalCurve Arrivals,
    int Signatures,
    double CpuSeconds,
    bool IsInteractive
);
