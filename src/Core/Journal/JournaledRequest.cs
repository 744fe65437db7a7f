// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What the journal knows of the last attempt of a request.</summary>
/// <param name="InputDigest">The digest of its input.</param>
/// <param name="Attempt">The number of the last attempt.</param>
/// <param name="Intents">Its intents, by step; empty when they were archived, and only the number is known.</param>
/// <param name="Outcomes">Its outcomes, by step; empty when the node stopped in between.</param>
public sealed record JournaledRequest(
    ReadOnlyMemory<byte> InputDigest,
    int Attempt,
    IReadOnlyList<SigningIntent> Intents,
    IReadOnlyList<SigningOutcome> Outcomes
)
{
    /// <summary>True when nothing is known but that there were so many attempts: the id counts as new, its attempts go on counting.</summary>
    public bool IsArchived => Intents.Count == 0;

    /// <summary>The claimed signing time of the attempt, unless it <see cref="IsArchived"/>.</summary>
    public DateTimeOffset SigningTime => Intents[0].SigningTime;

    /// <summary>
    /// True when each of <paramref name="steps"/> steps, a document timestamp counted as one, ended well: the document can be
    /// completed again.
    /// </summary>
    public bool IsSigned(int steps) =>
        Outcomes.Count == steps && Outcomes.All(static o => o.Kind == OutcomeKind.Signed);

    /// <summary>Intents whose end the journal does not know: the node stopped in between.</summary>
    public IEnumerable<SigningIntent> OpenIntents => Intents.Where(i => Outcomes.All(o => o.Step != i.Step));
}
