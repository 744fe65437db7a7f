// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>What a crash left open, as one append that closes it.</summary>
internal static class ClosedIntents
{
    public static PendingAppend Append(IReadOnlyList<OpenIntent> open, long closedThrough) =>
        new()
        {
            Outcomes = [.. open.Select(Unknown)],
            Event = new JournalEvent
            {
                Kind = JournalEventKind.IntentsClosed,
                Detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Intents without outcome, of rows {open[0].Sequence} to {open[^1].Sequence}, are closed as unknown."
                ),
                Count = open.Count,
            },
            ClosedThrough = closedThrough,
        };

    private static SigningOutcome Unknown(OpenIntent intent) =>
        new()
        {
            Request = intent.Request,
            Attempt = intent.Attempt,
            Step = intent.Step,
            Kind = OutcomeKind.Unknown,
        };
}
