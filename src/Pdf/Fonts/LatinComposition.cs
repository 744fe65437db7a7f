// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;
using System.Text;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>
/// Canonical composition (NFC, UAX #15) for Latin text, for drawing only: signed octets are never normalised. Marks that
/// compose with nothing stay where they are.
/// </summary>
public static class LatinComposition
{
    private const char FirstMark = '\u0300';

    private static readonly FrozenDictionary<(char Letter, char Mark), char> s_composed = LatinPairs
        .All.SelectMany(mark => PairsOf(mark.Pairs), (mark, pair) => (Key: (pair.Letter, mark.Mark), pair.Composed))
        .ToFrozenDictionary(entry => entry.Key, entry => entry.Composed);

    private static readonly FrozenDictionary<char, (char Letter, char Mark)> s_decomposed =
        s_composed.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    private static readonly FrozenDictionary<char, byte> s_classes = LatinPairs.All.ToFrozenDictionary(
        entry => entry.Mark,
        entry => entry.Class
    );

    /// <summary>The composed form of a text; the text itself when it has no combining mark.</summary>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstMark, '\u036F'))
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        var cluster = new List<char>();
        foreach (var character in text)
        {
            if (cluster.Count > 0 && !s_classes.ContainsKey(character))
            {
                Flush(cluster, result);
            }
            Decompose(character, cluster);
        }
        Flush(cluster, result);
        return result.ToString();
    }

    private static IEnumerable<(char Letter, char Composed)> PairsOf(string pairs)
    {
        for (var i = 0; i < pairs.Length; i += 2)
        {
            yield return (pairs[i], pairs[i + 1]);
        }
    }

    private static void Decompose(char character, List<char> cluster)
    {
        if (s_decomposed.TryGetValue(character, out var parts))
        {
            Decompose(parts.Letter, cluster);
            cluster.Add(parts.Mark);
        }
        else
        {
            cluster.Add(character);
        }
    }

    private static void Flush(List<char> cluster, StringBuilder result)
    {
        if (cluster.Count > 1)
        {
            Sort(cluster);
            Join(cluster);
        }
        result.Append(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(cluster));
        cluster.Clear();
    }

    /// <summary>UAX #15: marks stand in the order of their classes; those of one class keep their order.</summary>
    private static void Sort(List<char> cluster)
    {
        for (var i = 2; i < cluster.Count; i++)
        {
            for (var j = i; j > 1 && ClassOf(cluster[j - 1]) > ClassOf(cluster[j]); j--)
            {
                (cluster[j - 1], cluster[j]) = (cluster[j], cluster[j - 1]);
            }
        }
    }

    private static void Join(List<char> cluster)
    {
        var blocked = 0;
        for (var i = 1; i < cluster.Count; )
        {
            var markClass = ClassOf(cluster[i]);
            if (markClass > blocked && s_composed.TryGetValue((cluster[0], cluster[i]), out var composed))
            {
                cluster[0] = composed;
                cluster.RemoveAt(i);
            }
            else
            {
                blocked = markClass;
                i++;
            }
        }
    }

    private static int ClassOf(char mark) => s_classes.GetValueOrDefault(mark);
}
