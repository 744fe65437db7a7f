// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>How many sessions sign with one type of key, and why.</summary>
/// <param name="Family">The type of key.</param>
/// <param name="Sessions">How many.</param>
/// <param name="Samples">What was measured, fewest sessions first; empty when nothing could be.</param>
/// <param name="Failure">Why nothing was measured; null when something was.</param>
public sealed record SessionChoice(
    KeyFamily Family,
    int Sessions,
    IReadOnlyList<SessionSample> Samples,
    string? Failure = null
)
{
    /// <summary>One line for a log: counts, rates and processor times, or the failure.</summary>
    public string Describe() =>
        Failure
        ?? string.Join(
            ", ",
            Samples.Select(static sample =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{sample.Sessions}: {sample.PerSecond:F0}/s at {sample.CpuMicros:F0} us of processor"
                )
            )
        );
}
