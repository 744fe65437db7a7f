// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Counts uses of keys while a commit is written, so that each key costs one small write in it and no look-up: whose intents are
/// open is remembered here, and asked of the file only for those of before the start. Used by the writer thread.
/// </summary>
internal sealed class KeyUseTally
{
    private const int MaxRemembered = 100_000;

    private readonly Dictionary<(RequestKey Request, int Attempt, int Step), KeyName?> _open = [];
    private readonly Dictionary<KeyName, (long Signed, long Other)> _uses = [];

    /// <summary>Takes note of an append that is part of the commit.</summary>
    public void Note(PendingAppend append, IJournalFile file)
    {
        foreach (SigningIntent intent in append.Intents)
        {
            Remember(intent);
        }
        foreach (SigningOutcome outcome in append.Outcomes)
        {
            if (KeyOf(outcome, file) is { } key)
            {
                (long signed, long other) = _uses.GetValueOrDefault(key);
                _uses[key] = outcome.Kind == OutcomeKind.Signed ? (signed + 1, other) : (signed, other + 1);
            }
        }
    }

    /// <summary>Writes what was counted, before the commit.</summary>
    public void Write(IJournalFile file, string day)
    {
        foreach ((KeyName key, (long signed, long other)) in _uses)
        {
            file.Count(key, day, signed, other);
        }
        _uses.Clear();
    }

    /// <summary>After a commit that failed, nothing that was remembered is sure.</summary>
    public void Forget()
    {
        _open.Clear();
        _uses.Clear();
    }

    private void Remember(SigningIntent intent)
    {
        if (_open.Count >= MaxRemembered)
        {
            _open.Clear();
        }
        _open[(intent.Request, intent.Attempt, intent.Step)] = KeyName.Of(intent);
    }

    private KeyName? KeyOf(SigningOutcome outcome, IJournalFile file) =>
        _open.Remove((outcome.Request, outcome.Attempt, outcome.Step), out KeyName? key) ? key : file.KeyOf(outcome);
}
