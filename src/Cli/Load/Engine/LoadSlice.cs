// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>A stretch of a run: what ended in it.</summary>
/// <param name="From">Its beginning, from the beginning of the run.</param>
/// <param name="To">Its end.</param>
/// <param name="DocumentsPerSecond">Documents done.</param>
/// <param name="Errors">Documents that failed.</param>
/// <param name="P50">The median latency; zero when nothing ended.</param>
/// <param name="P99">The latency that 99 % did not exceed.</param>
/// <param name="Max">The longest.</param>
/// <param name="InFlight">Documents without an answer at its end.</param>
/// <param name="Server">What the server used in it; null when nobody says.</param>
internal sealed record LoadSlice(
    TimeSpan From,
    TimeSpan To,
    double DocumentsPerSecond,
    long Errors,
    TimeSpan P50,
    TimeSpan P99,
    TimeSpan Max,
    long InFlight,
    ServerUse? Server
);
