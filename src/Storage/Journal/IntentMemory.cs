// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Where the intents that are open stand, and whose keys they use, so that an outcome costs no look-up; the file is asked only for those
/// of before the start. Used by the writer thread.
/// </summary>
internal sealed class IntentMemory
{
    private const int MaxRemembered = 100_000;

    private readonly Dictionary<(RequestKey Request, int Attempt, int Step), IntentRow> _open = [];

    /// <summary>The row that an outcome is of.</summary>
    /// <exception cref="SigningException">The file has no intent for it, or one with an outcome.</exception>
    public IntentRow Find(SigningOutcome outcome, IJournalFile file) =>
        _open.TryGetValue((outcome.Request, outcome.Attempt, outcome.Step), out IntentRow row)
            ? row
            : file.FindIntent(outcome) ?? throw JournalFaults.NoIntent();

    /// <summary>An intent is part of the commit.</summary>
    public void Open(SigningIntent intent, long sequence)
    {
        if (_open.Count >= MaxRemembered)
        {
            _open.Clear();
        }
        _open[(intent.Request, intent.Attempt, intent.Step)] = new IntentRow(
            sequence,
            KeyName.Of(intent),
            !intent.DigestToSign.IsEmpty
        );
    }

    /// <summary>Its outcome is.</summary>
    public void Close(SigningOutcome outcome) => _open.Remove((outcome.Request, outcome.Attempt, outcome.Step));

    /// <summary>After a commit that failed, nothing that was remembered is sure.</summary>
    public void Forget() => _open.Clear();
}
