// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>Counts uses of keys while a commit is written, so that each key costs one small write in it. Used by the writer thread.</summary>
internal sealed class KeyUseTally
{
    private readonly Dictionary<KeyName, (long Signed, long Other)> _uses = [];

    /// <summary>An outcome is part of the commit.</summary>
    public void Note(KeyName key, OutcomeKind kind)
    {
        (long signed, long other) = _uses.GetValueOrDefault(key);
        _uses[key] = kind == OutcomeKind.Signed ? (signed + 1, other) : (signed, other + 1);
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

    /// <summary>After a commit that failed, what was counted is in no file.</summary>
    public void Forget() => _uses.Clear();
}
