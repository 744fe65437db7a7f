// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.Pdf.Tests.Verification;
using HocBaSo.Signing.Xml.Tests.Syntax;

namespace HocBaSo.Signing.Fuzz;

/// <summary>
/// The ways to change a PDF. Half of them keep the cross-reference right, or write it again, and some sign again what
/// they made: the code behind the first checks is reached as well.
/// </summary>
internal sealed class PdfMutations(IReadOnlyList<PdfSeed> seeds)
{
    public const int Count = 12;

    private static readonly string[] s_numbers =
    [
        "0",
        "-1",
        "1",
        "2147483647",
        "4294967296",
        "999999999999999999",
        "99999999999999999999",
        "65536",
        "0000000000000000001",
        "1.0",
    ];

    private readonly HandSigned _signer = new();
    private readonly IReadOnlyList<(int, string)>[] _objects = [.. seeds.Select(ObjectsOf)];

    /// <summary>True for the ways that sign what they made, or take a part of another seed.</summary>
    public static bool SignsAgain(int kind) => kind is 6 or 9 or 10;

    /// <summary>What the input of a number is made from.</summary>
    public byte[] SeedOf(int number) => seeds[number % seeds.Count].Octets;

    /// <summary>The input of a number, and which way made it.</summary>
    public (byte[] Pdf, int Kind) Make(int number)
    {
        var random = new Random(number);
        var index = number % seeds.Count;
        var kind = random.Next(Count);
        return (Make(kind, index, number, random), kind);
    }

    private byte[] Make(int kind, int index, int number, Random random)
    {
        var seed = seeds[index].Octets;
        return kind switch
        {
            0 => new ByteMutator(number, PdfTokens.All).Mutate(seed),
            1 => InPlace(seed, random),
            2 => SwapTokens(seed, random),
            3 => OtherNumber(seed, random),
            4 => SameLengthNumber(seed, random),
            5 => seed[..random.Next(seed.Length)],
            6 => Splice(seed, seeds[random.Next(seeds.Count)].Octets, random),
            7 => Saved(index, random),
            8 => Rebuilt(index, random),
            9 => _signer.Sign(Rebuilt(index, random)),
            10 => InStreams(index, number, random),
            _ => SavedTwice(index, random),
        };
    }

    private static byte[] InPlace(byte[] seed, Random random)
    {
        var octets = seed.ToArray();
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = Place(octets, random);
            var part = random.Next(2) == 0 ? [(byte)random.Next(256)] : Token(random);
            part.AsSpan(0, Math.Min(part.Length, octets.Length - at)).CopyTo(octets.AsSpan(at));
        }
        return octets;
    }

    private static byte[] SwapTokens(byte[] seed, Random random)
    {
        var (a, b) = (TokenAt(seed, random), TokenAt(seed, random));
        var (first, second) = a.Start < b.Start ? (a, b) : (b, a);
        return first.End > second.Start
            ? seed
            :
            [
                .. seed[..first.Start],
                .. seed[second.Start..second.End],
                .. seed[first.End..second.Start],
                .. seed[first.Start..first.End],
                .. seed[second.End..],
            ];
    }

    private static (int Start, int End) TokenAt(byte[] octets, Random random)
    {
        var start = Place(octets, random);
        while (start > 0 && !PdfChars.IsWhiteSpace(octets[start - 1]))
        {
            start--;
        }
        var end = start;
        while (end < octets.Length && !PdfChars.IsWhiteSpace(octets[end]))
        {
            end++;
        }
        return (start, end);
    }

    private static byte[] OtherNumber(byte[] seed, Random random)
    {
        var (start, end) = NumberAt(seed, random);
        return [.. seed[..start], .. Encoding.ASCII.GetBytes(s_numbers[random.Next(s_numbers.Length)]), .. seed[end..]];
    }

    private static byte[] SameLengthNumber(byte[] seed, Random random)
    {
        var octets = seed.ToArray();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var (start, end) = NumberAt(octets, random);
            var digit = random.Next(start, Math.Max(end, start + 1));
            octets[Math.Min(digit, octets.Length - 1)] = (byte)('0' + random.Next(10));
        }
        return octets;
    }

    private static (int Start, int End) NumberAt(byte[] octets, Random random)
    {
        var start = Place(octets, random);
        while (start < octets.Length && !PdfChars.IsDigit(octets[start]))
        {
            start++;
        }
        var end = start;
        while (end < octets.Length && PdfChars.IsDigit(octets[end]))
        {
            end++;
        }
        return (start, end);
    }

    private static byte[] Splice(byte[] first, byte[] second, Random random) =>
        random.Next(2) == 0
            ? [.. first[..random.Next(first.Length)], .. second[random.Next(second.Length)..]]
            : [.. first, .. second[random.Next(second.Length)..]];

    private byte[] Saved(int index, Random random) => Saved(seeds[index].Octets, index, random);

    private byte[] SavedTwice(int index, Random random)
    {
        var once = Saved(index, random);
        try
        {
            return Saved(once, index, random);
        }
        catch (SigningException)
        {
            // Nothing can be appended to what is no more a file.
            return once;
        }
    }

    // One to three objects once more behind the signature, each with something else in it.
    private byte[] Saved(byte[] pdf, int index, Random random)
    {
        var objects = _objects[index];
        var saved = new Dictionary<int, string?>();
        for (var times = random.Next(1, 4); times > 0 && objects.Count > 0; times--)
        {
            var (number, body) = objects[random.Next(objects.Count)];
            saved[random.Next(12) == 0 ? random.Next(1, 20) : number] = random.Next(12) switch
            {
                0 => null,
                1 => body,
                2 => objects[random.Next(objects.Count)].Item2,
                _ => OtherEntry(body, objects, random),
            };
        }
        var trailer = random.Next(8) == 0 ? Encoding.Latin1.GetString(Token(random)) : "";
        return Update.Append(pdf, trailer, [.. saved.Select(static s => (s.Key, s.Value))]);
    }

    private byte[] Rebuilt(int index, Random random)
    {
        var objects = _objects[index];
        var bodies = Enumerable.Repeat("null", objects.Max(static o => o.Item1)).ToArray();
        foreach (var (number, body) in objects)
        {
            bodies[number - 1] = body.Contains("/ByteRange", StringComparison.Ordinal) ? HandSigned.Dictionary() : body;
        }
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var changed = random.Next(bodies.Length);
            bodies[changed] = OtherEntry(bodies[changed], objects, random);
        }
        return HandMadePdf.Build(bodies);
    }

    private byte[] InStreams(int index, int number, Random random)
    {
        var objects = _objects[index].Where(static o => !o.Item2.Contains("stream", StringComparison.Ordinal));
        var isPacked = objects.ToLookup(static o => !o.Item2.Contains("/ByteRange", StringComparison.Ordinal));
        var signature = isPacked[false].Select(static o => (o.Item1, HandSigned.Dictionary()));
        var (inPacked, inRows) = (random.Next(3) != 0, random.Next(3) == 0);
        var pdf = PdfStreams.Build(
            [.. isPacked[true]],
            [.. signature],
            inPacked ? o => new ByteMutator(number, PdfTokens.All).Mutate(o) : null,
            inRows ? o => InPlace(o, random) : null
        );
        return _signer.Sign(pdf);
    }

    /// <summary>An entry of a dictionary is taken away, doubled, or has another value.</summary>
    private static string OtherEntry(string body, IReadOnlyList<(int, string)> objects, Random random)
    {
        var keys = new List<int>();
        for (var at = body.IndexOf('/'); at >= 0; at = body.IndexOf('/', at + 1))
        {
            keys.Add(at);
        }
        if (keys.Count < 2)
        {
            return Encoding.Latin1.GetString(
                new ByteMutator(random.Next(), PdfTokens.All).Mutate(Encoding.Latin1.GetBytes(body))
            );
        }
        var which = random.Next(keys.Count - 1);
        var (start, end) = (keys[which], keys[which + 1]);
        var entry = body[start..end];
        var value = entry.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? space : entry.Length;
        return random.Next(6) switch
        {
            0 => body[..start] + body[end..],
            1 => body[..end] + entry + body[end..],
            2 => $"{body[..start]}{entry[..value]} {objects[random.Next(objects.Count)].Item1} 0 R {body[end..]}",
            3 => $"{body[..start]}{entry[..value]} {s_numbers[random.Next(s_numbers.Length)]} {body[end..]}",
            _ => $"{body[..start]}{Encoding.Latin1.GetString(Token(random))} {body[start..]}",
        };
    }

    private static IReadOnlyList<(int, string)> ObjectsOf(PdfSeed seed)
    {
        var found = new List<(int, string)>();
        var objects = PdfFile.Open(seed.Octets, PdfLimits.Default).Newest;
        for (var number = 1; number < objects.ObjectCount; number++)
        {
            var read = objects.Get(new PdfReference(number, 0));
            if (!read.Value.IsAbsent && !(read.IsStream && read.Value.Find("Type"u8).IsName("XRef"u8)))
            {
                found.Add((number, TextOf(read)));
            }
        }
        return found;
    }

    private static string TextOf(PdfIndirect read) =>
        read.IsStream
            ? $"{read.Value}\nstream\n{Encoding.Latin1.GetString(read.Data.Span)}\nendstream"
            : $"{read.Value}";

    private static byte[] Token(Random random) => PdfTokens.All[random.Next(PdfTokens.All.Count)];

    // The padding of /Contents is most of a file, and the least of its interest.
    private static int Place(byte[] octets, Random random)
    {
        var at = random.Next(octets.Length);
        for (var tries = 0; tries < 8 && octets[at] == '0'; tries++)
        {
            at = random.Next(octets.Length);
        }
        return at;
    }
}
