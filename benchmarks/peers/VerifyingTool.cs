// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>A program that verifies one document.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">With the document.</param>
/// <param name="Says">What it says, besides exiting with 0, when it accepts.</param>
internal sealed record VerifyingTool(string Program, IReadOnlyList<string> Arguments, string Says);
