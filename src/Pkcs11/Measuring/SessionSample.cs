// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>What some sessions of a token did at the same time, when nothing else asked for anything.</summary>
/// <param name="Sessions">How many sessions signed.</param>
/// <param name="PerSecond">Signatures a second, of all together.</param>
/// <param name="CpuMicros">Processor time of this machine for one signature, in microseconds: next to none for an HSM in a network.</param>
public sealed record SessionSample(int Sessions, double PerSecond, double CpuMicros);
