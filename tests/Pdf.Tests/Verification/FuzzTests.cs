// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Globalization;
using HocBaSo.Signing.Core;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>Small signed PDFs, damaged at random: always a report, never an exception, never long.</summary>
[Collection(nameof(AloneCollection))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly VerificationContext Context = new(TrustAnchors.None, DateTimeOffset.UnixEpoch);
    private static readonly string[] Numbers = ["0", "-1", "1", "5", "4294967296", "99999999999999999999", "65536"];

    private static readonly string[] Pieces =
    [
        "<<",
        ">>",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "/",
        "null",
        "endobj",
        "stream",
        " 5 0 R",
        "/Prev 0",
        "/V",
        "%",
        "xref\n0 9\n",
    ];

    [Fact]
    public void Verify_WhenDamagedAtRandom_AlwaysReportsInTime()
    {
        var verifier = new PdfDocumentVerifier();
        var seeds = Seeds();
        Assert.All(seeds, s => Assert.Equal(Integrity.Intact, verifier.Verify(s, Context).Integrity));
        var count = int.Parse(
            Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT") ?? "10000",
            CultureInfo.InvariantCulture
        );
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < count; i++)
        {
            var random = new Random(i);
            var document = Mutate(seeds[i % seeds.Count], random);
            var start = Stopwatch.GetTimestamp();
            VerificationReport? report = null;
            var fault = Record.Exception(() => report = verifier.Verify(document, Context));
            Assert.True(fault is null, $"seed {i}: {fault}");
            var took = Stopwatch.GetElapsedTime(start);
            slowest = took > slowest ? took : slowest;
            Assert.True(took < TimeSpan.FromSeconds(3), $"seed {i}: {took}");
            var name = EtsiNames.Of(report!.Integrity);
            found[name] = found.GetValueOrDefault(name) + 1;
        }
        output.WriteLine($"{count}: {string.Join(", ", found)}; slowest {slowest.TotalMilliseconds:F0} ms");
        Assert.True(found.Count > 1);
    }

    private static List<byte[]> Seeds()
    {
        var plain = new HandSigned().Build();
        var certified = new HandSigned
        {
            CatalogEntries = "/Perms << /DocMDP 5 0 R >>",
            SignatureEntries = "/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>]",
            FieldEntries = "/Lock << /Action /Include /Fields [(X)] >>",
        }.Build();
        return
        [
            plain,
            certified,
            Update.Append(plain, Update.Edit(plain, 7, "(8)", "(9)")),
            Update.Append(
                certified,
                Update.Edit(certified, 1, "/Pages", "/DSS << /Certs [14 0 R] >> /Pages"),
                Update.Edit(certified, 3, "7 0 R]", "7 0 R 15 0 R]"),
                (14, "<< /Length 2 >>\nstream\nq \nendstream"),
                (15, "<< /Type /Annot /Subtype /Square /Rect [0 0 3 3] >>")
            ),
        ];
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var octets = seed.ToList();
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = Place(octets, random);
            switch (random.Next(6))
            {
                case 0:
                    octets[at] = (byte)random.Next(256);
                    break;
                case 1:
                    octets.RemoveRange(at, Math.Min(random.Next(1, 40), octets.Count - at));
                    break;
                case 2:
                    octets.InsertRange(at, octets.GetRange(at, Math.Min(random.Next(1, 400), octets.Count - at)));
                    break;
                case 3:
                    Overwrite(octets, at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 4:
                    octets[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    ReplaceNumber(octets, at, Numbers[random.Next(Numbers.Length)]);
                    break;
            }
        }
        return [.. octets];
    }

    // The padding of /Contents is most of a file, and the least of its interest.
    private static int Place(List<byte> octets, Random random)
    {
        var at = random.Next(octets.Count);
        for (var tries = 0; tries < 8 && octets[at] == '0'; tries++)
        {
            at = random.Next(octets.Count);
        }
        return at;
    }

    private static void Overwrite(List<byte> octets, int at, string piece)
    {
        for (var i = 0; i < piece.Length && at + i < octets.Count; i++)
        {
            octets[at + i] = (byte)piece[i];
        }
    }

    private static void ReplaceNumber(List<byte> octets, int at, string number)
    {
        var start = octets.FindIndex(at, static o => o is >= (byte)'1' and <= (byte)'9');
        if (start >= 0)
        {
            var end = octets.FindIndex(start, static o => o is < (byte)'0' or > (byte)'9');
            octets.RemoveRange(start, (end < 0 ? octets.Count : end) - start);
            octets.InsertRange(start, number.Select(static c => (byte)c));
        }
    }
}
