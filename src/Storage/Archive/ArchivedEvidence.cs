// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Which issuers' answers go with an archive, as conditions in SQL. Few are named by intents: those about issuing authorities took
/// part in the decision to sign all the same, and others were fetched ahead.
/// </summary>
internal static class ArchivedEvidence
{
    // The most that CertificateStatusOptions allows a period to have: no answer is used for longer after it was received.
    private static readonly TimeSpan s_longestUse = TimeSpan.FromDays(40);

    /// <summary>Of the journal's answers: named by a row of the archive, or received up to its end.</summary>
    public static string IsCopied(ArchivePlan plan) =>
        $"""
            received_at <= '{ColumnText.Of(plan.RecordedAt)}'
              OR digest IN (SELECT status_evidence FROM target.intent WHERE status_evidence IS NOT NULL)
            """;

    /// <summary>
    /// Of the journal's answers: in the archive, named by no row that stays, and out of use when the archive ends. One that is fetched
    /// again stays under the time at which it came first, so its nextUpdate counts too, unless it is the year 9999, which means none.
    /// </summary>
    public static string IsRemoved(ArchivePlan plan)
    {
        // A time in the first days of the calendar is one that somebody wrote into the file.
        DateTimeOffset end = plan.RecordedAt;
        bool isDate = end - DateTimeOffset.MinValue >= s_longestUse;
        string since = ColumnText.Of(isDate ? end - s_longestUse : DateTimeOffset.MinValue);
        string last = plan.LastSequence.ToString(CultureInfo.InvariantCulture);
        return $"""
            received_at < '{since}' AND (next_update IS NULL OR next_update < '{since}' OR next_update >= '9999-')
              AND digest NOT IN (SELECT status_evidence FROM intent WHERE sequence > {last} AND status_evidence IS NOT NULL)
              AND EXISTS (SELECT 1 FROM target.status_evidence AS t WHERE t.digest = status_evidence.digest AND t.content = status_evidence.content)
            """;
    }
}
