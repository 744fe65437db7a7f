// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// Font subsets by their characters. All digits go in with the first, so that two signatures of one signer, a second apart,
/// share one. What a subset holds follows from the text alone. Thread-safe.
/// </summary>
/// <param name="face">The whole face; null when there is none.</param>
internal sealed class SubsetCache(TrueTypeFont? face)
{
    private const int Most = 64;
    private const string Digits = "0123456789";

    private readonly ConcurrentDictionary<string, EmbeddedFont> _subsets = new(StringComparer.Ordinal);

    /// <summary>The whole face.</summary>
    public TrueTypeFont? Face => face;

    /// <summary>A subset that holds the characters of a composed text.</summary>
    public EmbeddedFont Of(string text)
    {
        var all = text.AsSpan().ContainsAnyInRange('0', '9') ? text + Digits : text;
        var key = string.Concat(all.EnumerateRunes().Distinct().Order().Select(static r => r.ToString()));
        if (_subsets.TryGetValue(key, out var known))
        {
            return known;
        }
        if (_subsets.Count >= Most)
        {
            _subsets.Clear();
        }
        // Hinting is left out: it would make a few words three times as large.
        return _subsets.GetOrAdd(key, EmbeddedFont.Create(face!, key, keepsInstructions: false));
    }
}
