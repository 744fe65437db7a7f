// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What a demo did.</summary>
/// <param name="Outcome">The batch.</param>
/// <param name="Verified">The verdicts on the sealed files, in the order of the class.</param>
/// <param name="SetUpTime">Token, keys, certificates, start of the server.</param>
/// <param name="SigningTime">From the first document sent to the last file written.</param>
/// <param name="VerifyTime">Verification of all files, read back from disk.</param>
internal sealed record DemoResult(
    BatchOutcome Outcome,
    IReadOnlyList<VerifiedFile> Verified,
    TimeSpan SetUpTime,
    TimeSpan SigningTime,
    TimeSpan VerifyTime
)
{
    /// <summary>Why there is no contact sheet; null when there is one.</summary>
    public string? ContactSheetFault { get; init; }
}
