// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What became of the revision that a signature of a PDF covers.</summary>
/// <param name="Signature">The name of the signature's field.</param>
/// <param name="File">Where it was written; null when it was not.</param>
/// <param name="Reason">Why it was not, one sentence; null when it was.</param>
internal sealed record SignedRevision(string Signature, string? File, string? Reason);
