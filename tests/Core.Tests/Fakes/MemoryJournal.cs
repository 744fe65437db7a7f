// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

/// <summary>A journal in memory, with the rules of the port: one intent and one outcome a step. Can be told to fail.</summary>
internal sealed class MemoryJournal : ISigningJournal
{
    private readonly Lock _lock = new();

    public List<SigningIntent> Intents { get; } = [];

    public List<SigningOutcome> Outcomes { get; } = [];

    public List<string> Events { get; } = [];

    public bool FailsOutcomes { get; set; }

    public int LookUps { get; private set; }

    public ValueTask<JournaledRequest?> FindAsync(RequestKey request, CancellationToken cancellationToken)
    {
        LookUps++;
        lock (_lock)
        {
            var mine = Intents.Where(i => i.Request == request).ToArray();
            if (mine.Length == 0)
            {
                var last = Outcomes.Where(o => o.Request == request).Max(static o => (int?)o.Attempt);
                return ValueTask.FromResult(last is { } number ? new JournaledRequest(default, number, [], []) : null);
            }
            var attempt = mine.Max(i => i.Attempt);
            SigningIntent[] intents = [.. mine.Where(i => i.Attempt == attempt)];
            SigningOutcome[] outcomes = [.. Outcomes.Where(o => o.Request == request && o.Attempt == attempt)];
            return ValueTask.FromResult<JournaledRequest?>(new(intents[0].InputDigest, attempt, intents, outcomes));
        }
    }

    public ValueTask AppendAsync(IReadOnlyList<SigningIntent> intents, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Refuse(intents.Any(i => Intents.Exists(k => KeyOf(k) == KeyOf(i))));
            Intents.AddRange(intents);
            Events.AddRange(intents.Select(i => "intent " + i.SignatureId));
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask AppendAsync(IReadOnlyList<SigningOutcome> outcomes)
    {
        if (FailsOutcomes)
        {
            throw new SigningException(SigningErrorKind.StorageFailed, "The journal cannot be written.");
        }
        lock (_lock)
        {
            Refuse(outcomes.Any(o => Outcomes.Exists(k => KeyOf(k) == KeyOf(o))));
            Outcomes.AddRange(outcomes);
            Events.AddRange(outcomes.Select(o => $"outcome {o.Step} {o.Kind}"));
        }
        return ValueTask.CompletedTask;
    }

    private static (RequestKey, int, int) KeyOf(SigningIntent intent) => (intent.Request, intent.Attempt, intent.Step);

    private static (RequestKey, int, int) KeyOf(SigningOutcome outcome) =>
        (outcome.Request, outcome.Attempt, outcome.Step);

    private static void Refuse(bool isThere)
    {
        if (isThere)
        {
            throw new SigningException(SigningErrorKind.RequestIdReused, "It is in the journal already.");
        }
    }
}
