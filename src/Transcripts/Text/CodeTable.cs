// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Transcripts;

/// <summary>A closed list of values and the codes that stand for them in documents.</summary>
internal sealed class CodeTable<T>(params (T Value, string Code)[] entries)
    where T : struct, Enum
{
    public IReadOnlyList<string> All { get; } = [.. entries.Select(static e => e.Code)];

    public string CodeOf(T value)
    {
        foreach (var (candidate, code) in entries)
        {
            if (EqualityComparer<T>.Default.Equals(candidate, value))
            {
                return code;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(value), value, "The value has no code.");
    }

    public bool TryParse([NotNullWhen(true)] string? code, out T value)
    {
        foreach (var (candidate, known) in entries)
        {
            if (known == code)
            {
                value = candidate;
                return true;
            }
        }
        value = default;
        return false;
    }
}
