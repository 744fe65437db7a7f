// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What was measured of one flow.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Recorder">Counts and latencies.</param>
/// <param name="SignaturesPerDocument">By keys of identities; the token makes those of a built-in authority besides.</param>
internal sealed record FlowResult(LoadFlow Flow, FlowRecorder Recorder, int SignaturesPerDocument);
