// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// Chooses a number of sessions by what the whole server gains, not by what the token alone can do. A token in software signs on the very
/// processors that everything else of a document needs: a second session then takes what it seems to give.
/// </summary>
internal static class SessionRule
{
    /// <summary>
    /// What a document costs beside its signature: parsing, verification, journal. As docs/performance.md has it; a transport adds to it.
    /// </summary>
    public const double RestMicros = 250;

    /// <summary>More sessions have to gain this much: less is within what measuring errs, and every session costs memory and a thread.</summary>
    public const double WorthwhileGain = 1.15;

    /// <summary>
    /// Documents a second that a server can sign with so many sessions: as many as the token gives, and no more than its processors can
    /// do when each document takes its signature's time and its own.
    /// </summary>
    public static double DocumentsPerSecond(SessionSample sample, int processors) =>
        Math.Min(sample.PerSecond, processors * 1e6 / (sample.CpuMicros + RestMicros));

    /// <summary>Whether more sessions are worth having.</summary>
    public static bool IsWorthwhile(SessionSample fewer, SessionSample more, int processors) =>
        DocumentsPerSecond(more, processors) >= WorthwhileGain * DocumentsPerSecond(fewer, processors);
}
