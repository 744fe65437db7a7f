// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Callers;

/// <summary>A pattern of names in a grant: a whole name, <c>*</c> for every one, or <c>abc*</c> for those that begin so.</summary>
internal static class NamePattern
{
    private const char Rest = '*';

    /// <summary>True when the name fits one of the patterns. Octet for octet; no pattern fits nothing.</summary>
    public static bool FitsAny(IReadOnlyList<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (Fits(pattern, name))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True for a pattern of at most 65 characters whose star, if it has one, is its last.</summary>
    public static bool IsPattern(string text) =>
        text.Length is >= 1 and <= 65
        && text.IndexOf(Rest, StringComparison.Ordinal) is var star
        && (star < 0 || star == text.Length - 1)
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or Rest);

    private static bool Fits(string pattern, string name) =>
        pattern.EndsWith(Rest)
            ? name.AsSpan().StartsWith(pattern.AsSpan(..^1), StringComparison.Ordinal)
            : string.Equals(pattern, name, StringComparison.Ordinal);
}
