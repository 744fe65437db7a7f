// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.IO.Compression;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Verification.Attacks;
using HocBaSo.Signing.TestKit;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>Files that are made to be slow or large: each is answered within a second of CPU, and in little memory.</summary>
[Collection(nameof(AloneCollection))]
public sealed class CostTests(ITestOutputHelper output)
{
    private const int MiB = 1 << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void Verify_WhenThereAreNineHundredRevisions_AnswersInTime() =>
        Require(Chain(900, static i => $"({i})"), Integrity.Intact);

    [Fact]
    public void Verify_WhenEachOfNineHundredRevisionsFillsIn_AnswersInTime()
    {
        var field = Update.Edit(new HandSigned().Build(), 7, "/V (8)", "/V (#)").Body!;
        Require(Chain(900, i => field.Replace("#", $"{i}", StringComparison.Ordinal), number: 7), Integrity.Intact);
    }

    [Fact]
    public void Verify_WhenTheChainIsTooLong_IsRefused() =>
        Require(Chain(1_000, static i => $"({i})"), Integrity.Unreadable);

    [Fact]
    public void Verify_WhenTheFormIsALongChain_AnswersInTime()
    {
        var fields = Enumerable
            .Range(14, 30_000)
            .Select(n => (n, (string?)$"<< /FT /Sig /T (F) /Parent {n - 1} 0 R /V 5 0 R /Kids [{n + 1} 0 R] >>"))
            .ToArray();
        var pdf = new HandSigned().Build();
        Require(Update.Append(pdf, [Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"), .. fields]), Integrity.Unreadable);
    }

    [Fact]
    public void Verify_WhenAllRefersToAll_AnswersInTime()
    {
        var all = string.Join(' ', Enumerable.Range(14, 2_000).Select(static n => $"{n} 0 R"));
        var parts = Enumerable.Range(14, 2_000).Select(n => (n, (string?)$"[{all}]")).ToArray();
        var pdf = new HandSigned { CatalogEntries = "/DSS << /Certs 14 0 R >>" }.Build();
        var once = Update.Append(pdf, parts);
        Require(Update.Append(once, parts[..100]), Integrity.Broken);
    }

    [Fact]
    public void Verify_WhenOneRefersToAnotherAgainAndAgain_AnswersInTime()
    {
        static string Parents(int number) =>
            $"<< /Parent [{string.Concat(Enumerable.Repeat($"{number} 0 R ", 100_000))}] >>";
        var pdf = new HandSigned().BuildWith("<< /Type /Annot /Rect [0 0 0 0] >>", Parents(14), Parents(15));
        Require(Update.Append(pdf, (14, "<< /Type /Annot /Rect [0 0 0 0] /Z 1 >>")), null);
    }

    [Fact]
    public void Verify_WhenNestingIsDeep_AnswersInTime()
    {
        var deep = new string('[', 60) + new string(']', 60);
        var values = Enumerable.Range(14, 20_000).Select(n => (n, (string?)deep)).ToArray();
        Require(Update.Append(new HandSigned().Build(), values), Integrity.Intact);
    }

    [Fact]
    public void Verify_WhenDictionariesAreDeepAndChanged_AnswersInTime()
    {
        string Deep(char last) =>
            string.Concat(Enumerable.Repeat("<</A ", 30)) + $"({last})" + string.Concat(Enumerable.Repeat(">>", 30));
        (int, string?)[] Values(char last) => [.. Enumerable.Range(14, 10_000).Select(n => (n, (string?)Deep(last)))];
        Require(
            Update.Append(new HandSigned().BuildWith([.. Values('a').Select(static v => v.Item2!)]), Values('b')),
            null
        );
    }

    [Fact]
    public void Verify_WhenAllIsSmallEntries_AnswersInTime()
    {
        var entries = string.Concat(Enumerable.Range(0, 100_000).Select(static n => $"/{n} 1"));
        Require(
            Update.Append(new HandSigned().BuildWith($"<<{entries}>>"), (14, $"<<{entries}/x 2>>")),
            Integrity.Intact
        );
        var annotations = string.Concat(Enumerable.Range(0, 100_000).Select(static n => $" {n} 0 R"));
        var pdf = (new HandSigned { MoreAnnotations = "14 0 R" + annotations }).BuildWith("<< >>");
        Require(Update.Append(pdf, Update.Edit(pdf, 3, "14 0 R 0 0 R", "14 0 R 0 1 R")), Integrity.Broken);
    }

    [Fact]
    public void Verify_WhenManyFieldsShareOneSignature_AnswersInTime()
    {
        var fields = Enumerable.Range(14, 60).Select(n => (n, (string?)$"<< /FT /Sig /T (F{n}) /V 5 0 R >>")).ToArray();
        var pdf = new HandSigned().Build();
        var list = string.Join(' ', fields.Select(static f => $"{f.n} 0 R"));
        var report = Require(
            Update.Append(pdf, [Update.Edit(pdf, 6, "7 0 R]", $"7 0 R {list}]"), .. fields]),
            Integrity.Broken
        );
        Assert.Contains(
            report.Signatures,
            s => s.Reason?.Contains("share one signature", StringComparison.Ordinal) == true
        );
    }

    [Theory]
    [InlineData(64, Integrity.Intact, null)]
    [InlineData(65, Integrity.Broken, "There are more than 64 signatures")]
    public void Verify_WhenThereAreManySignatures_AnswersInTimeUpToALimit(
        int count,
        Integrity integrity,
        string? reason
    )
    {
        var report = Require(Signed(new HandSigned().Build(), count), integrity);
        Assert.Contains(reason ?? "", report.Reason, StringComparison.Ordinal);
    }

    // The keys and the paths cost most: each signer has a long path of its own, with long keys.
    [Fact]
    public void Verify_WhenEachSignatureHasALongPath_AnswersInTime()
    {
        using var path = new LongPath(authorities: 30, bits: 4096);
        var pdf = DocumentTimestampTests.WithStore(new HandSigned().Build(), [.. path.Authorities]);
        Require(Signed(pdf, 64, i => new HandSigned { Certificate = path.NewSigner(i) }), Integrity.Intact);
    }

    // The tokens bring paths as well: each is of an authority of its own below a long chain of keys that are made to be slow.
    [Theory]
    [InlineData(16_384, 8, 10)]
    [InlineData(8_192, 4, 10)]
    [InlineData(8_192, 4, 40)]
    public void Verify_WhenEachTokenHasALongPath_AnswersInTime(int bits, int exponentOctets, int signatures)
    {
        var path = new HostilePath(64, bits, exponentOctets);
        var signer = new HandSigned
        {
            ContentsLength = 64_000,
            Value = covered =>
                HandSigned.StampedCmsOf(covered, Enumerable.Range(0, 8).Select(_ => path.NewTimestampAuthority())),
        };
        var pdf = DocumentTimestampTests.WithStore(new HandSigned().Build(), [.. path.Authorities]);
        Require(Signed(pdf, signatures, _ => signer), null);
    }

    // When a path does not pass, others of the same names are tried: each signature and each token of it has sixteen to try.
    [Theory]
    [InlineData(8_192, 4)]
    [InlineData(1_024, 3)]
    public void Verify_WhenAllIssuersAreNamesakes_AnswersInTime(int bits, int exponentOctets)
    {
        var path = new HostilePath(16, bits, exponentOctets, namesakes: true);
        var signer = new HandSigned
        {
            ContentsLength = 64_000,
            Value = covered =>
                HandSigned.StampedCmsOf(covered, Enumerable.Range(0, 8).Select(_ => path.NewTimestampAuthority())),
        };
        var pdf = DocumentTimestampTests.WithStore(new HandSigned().Build(), [.. path.Authorities]);
        Require(Signed(pdf, 20, _ => signer), null);
    }

    [Fact]
    public void Verify_WhenTheValueHasAHundredThousandAttributes_AnswersInTime()
    {
        var value = CrowdedCms.Encode(signed: 100_000);
        var signer = new HandSigned { ContentsLength = 2 * MiB, Value = _ => value };
        Require(signer.Build(), Integrity.Broken);
    }

    [Fact]
    public void Verify_WhenThereAreAHundredThousandObjects_IsIntactInTime()
    {
        var more = Enumerable
            .Range(14, 100_000)
            .Select(n => $"<< /Type /StructElem /S /P /P {n} 0 R /K {n} >>")
            .ToArray();
        var pdf = new HandSigned().BuildWith(more);
        var filled = Update.Append(pdf, Update.Edit(pdf, 7, "/V (8)", "/V (9)"));
        Require(filled, Integrity.Intact);
    }

    [Theory]
    [InlineData("/FlateDecode", 15)]
    [InlineData("[/FlateDecode /FlateDecode]", 15)]
    [InlineData("/LZWDecode", 11)]
    [InlineData("/RunLengthDecode", 15)]
    public void Verify_WhenObjectStreamsAreHuge_AnswersInTime(string filter, int mebibytes)
    {
        // Five streams, of which the last is over what one file may expand to.
        var pdf = new HandSigned().Build();
        var streams = Enumerable.Range(20, 5).Select(n => (n, (string?)Packed(n, filter, mebibytes))).ToArray();
        var once = Update.Append(pdf, streams);
        Require(InStreams(once, 20, 5), null);
    }

    [Fact]
    public void Verify_WhenAnObjectStreamHoldsAHundredThousand_AnswersInTime()
    {
        const int Count = 100_000;
        var bodies = string.Concat(Enumerable.Repeat("<</A 1>> ", Count));
        var head = string.Concat(Enumerable.Range(0, Count).Select(static i => $"{i + 100} {i * 9} "));
        var pdf = new HandSigned().Build();
        var once = Update.Append(pdf, (20, ObjectStream(Encoding.Latin1.GetBytes(head + bodies), head.Length, Count)));
        Require(Indexed(once, 100, Count), Integrity.Intact);
    }

    [Fact]
    public void Verify_WhenTheFileIsOf64MiB_TakesLittleTimeAndMemory()
    {
        var filler = new string('x', (64 * MiB) - 30_000);
        var pdf = new HandSigned().BuildWith($"<< /Length {filler.Length} >>\nstream\n{filler}\nendstream");
        Require(pdf, Integrity.Intact, maxAllocated: 2 * MiB);
        Require(Update.Append(pdf, Update.Edit(pdf, 7, "/V (8)", "/V (9)")), Integrity.Intact, maxAllocated: 2 * MiB);
    }

    [Theory]
    [InlineData("obj", null)]
    [InlineData("endstrea", Integrity.Intact)]
    [InlineData("trailer ", null)]
    [InlineData("          ", Integrity.Intact)]
    [InlineData("1234567890", Integrity.Intact)]
    [InlineData("0 \n 0\t 0  ", Integrity.Intact)]
    public void Verify_WhenAnUpdateIsLargeAndLooksLikeStructure_AnswersInTime(string text, Integrity? integrity)
    {
        var filler = string.Concat(Enumerable.Repeat(text, 48 * MiB / text.Length));
        var body = $"<< /Length {filler.Length} >>\nstream\n{filler}\nendstream";
        Require(Update.Append(new HandSigned().Build(), (14, body)), integrity);
    }

    [Theory]
    [InlineData(3, Integrity.Intact)]
    [InlineData(5, Integrity.Unreadable)]
    public void Verify_WhenThereAreMillionsOfEntries_AnswersInTime(int sections, Integrity integrity)
    {
        const int Count = 1_000_000;
        var pdf = new HandSigned().BuildUnsigned();
        for (var i = 0; i < sections; i++)
        {
            // All free, one octet each.
            var rows = Encoding.Latin1.GetString(Deflated(new byte[2 * Count]));
            pdf = Structures.Append(
                pdf,
                start =>
                    $"{Count + 99} 0 obj\n<< /Type /XRef /Size {Count + 100} /Root 1 0 R /Prev {Structures.Newest(pdf)} "
                    + $"/W [1 1 0] /Index [100 {Count - 1}] /Filter /FlateDecode /Length {rows.Length} >>\nstream\n{rows}\n"
                    + $"endstream\nendobj\nstartxref\n{start}\n%%EOF\n"
            );
        }
        Require(new HandSigned().Sign(pdf), integrity);
    }

    [Fact]
    public void Verify_WhenManySignaturesCoverALargeFile_StaysInTime()
    {
        var filler = new string('x', 32 * MiB);
        var pdf = new HandSigned().BuildWith($"<< /Length {filler.Length} >>\nstream\n{filler}\nendstream");
        Require(Signed(pdf, 24), null);
    }

    private VerificationReport Require(byte[] pdf, Integrity? integrity, long maxAllocated = 256 * MiB)
    {
        var verifier = new PdfDocumentVerifier();
        verifier.Verify(new HandSigned().Build(), Attack.Context);
        var (start, allocated) = (CpuClock.Now, GC.GetAllocatedBytesForCurrentThread());
        var report = verifier.Verify(pdf, Attack.Context);
        var (took, taken) = (CpuClock.Now - start, GC.GetAllocatedBytesForCurrentThread() - allocated);
        output.WriteLine($"{took.TotalMilliseconds:F0} ms, {taken >> 10} KiB: {report.Integrity} {report.Reason}");
        Assert.True(took < s_limit, $"{took}: {report.Reason}");
        Assert.True(taken < maxAllocated, $"{taken}: {report.Reason}");
        Assert.True(integrity is null || report.Integrity == integrity, $"{report.Integrity}: {report.Reason}");
        Assert.NotEqual(Indication.TotalPassed, report.Indication);
        return report;
    }

    /// <summary>So many small revisions behind a signature.</summary>
    private static byte[] Chain(int count, Func<int, string> body, int number = 20)
    {
        var pdf = new HandSigned().Build();
        var text = new StringBuilder();
        var previous = Structures.Newest(pdf);
        for (var i = 0; i < count; i++)
        {
            var at = pdf.Length + text.Length;
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body(i)}\nendobj\n");
            var xref = pdf.Length + text.Length;
            text.Append(CultureInfo.InvariantCulture, $"xref\n{number} 1\n{at:D10} 00000 n \n");
            text.Append($"trailer\n<< /Size 21 /Root 1 0 R /Prev {previous} >>\nstartxref\n{xref}\n%%EOF\n");
            previous = xref;
        }
        return [.. pdf, .. Encoding.Latin1.GetBytes(text.ToString())];
    }

    /// <summary>The same, signed up to so many signatures.</summary>
    private static byte[] Signed(byte[] pdf, int count, Func<int, HandSigned>? signer = null)
    {
        var list = "7 0 R";
        for (var i = 1; i < count; i++)
        {
            var (field, value) = (100 + (2 * i), 101 + (2 * i));
            var more = $"{list} {field} 0 R";
            var hand = signer?.Invoke(i) ?? new HandSigned();
            pdf = hand.Sign(
                Update.Append(
                    pdf,
                    Update.Edit(pdf, 6, list + "]", more + "]"),
                    (field, $"<< /FT /Sig /T (S{i}) /Rect [0 0 0 0] /V {value} 0 R >>"),
                    (value, HandSigned.Dictionary(contentsLength: hand.ContentsLength))
                )
            );
            list = $"{field} 0 R";
        }
        return pdf;
    }

    private static string Packed(int number, string filter, int mebibytes)
    {
        var head = $"{number + 10} 0      (a)";
        var octets = new byte[mebibytes * MiB];
        octets.AsSpan().Fill((byte)' ');
        Encoding.ASCII.GetBytes(head).CopyTo(octets, 0);
        var data = filter switch
        {
            "/FlateDecode" => Deflated(octets),
            "/LZWDecode" => Lzw(head, octets.Length),
            "/RunLengthDecode" => RunLength(head, octets.Length),
            _ => Deflated(Deflated(octets)),
        };
        return $"<< /Type /ObjStm /N 1 /First 10 /Filter {filter} /Length {data.Length} >>\nstream\n"
            + $"{Encoding.Latin1.GetString(data)}\nendstream";
    }

    private static byte[] Deflated(byte[] octets)
    {
        var deflated = new MemoryStream();
        using (var deflater = new ZLibStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflater.Write(octets);
        }
        return deflated.ToArray();
    }

    // Runs of 128 spaces.
    private static byte[] RunLength(string head, int length) =>
        [
            (byte)(head.Length - 1),
            .. Encoding.ASCII.GetBytes(head),
            .. Enumerable.Repeat(new byte[] { 129, (byte)' ' }, length / 128).SelectMany(static r => r),
            128,
        ];

    // Clear codes and single octets, 9 bits each: the slowest way to say something.
    private static byte[] Lzw(string head, int length)
    {
        var octets = new byte[(length / 251 * 251 * 9 / 8) + 2];
        var at = 0L;
        void Code(int code)
        {
            for (var bit = 8; bit >= 0; bit--, at++)
            {
                octets[at >> 3] |= (byte)(((code >> bit) & 1) << (7 - (int)(at & 7)));
            }
        }
        for (var i = 0; i < length / 251; i++)
        {
            Code(256);
            for (var j = 0; j < 250; j++)
            {
                Code(i == 0 && j < head.Length ? head[j] : ' ');
            }
        }
        Code(257);
        return octets;
    }

    private static string ObjectStream(byte[] octets, int first, int count)
    {
        var data = Deflated(octets);
        return $"<< /Type /ObjStm /N {count} /First {first} /Filter /FlateDecode /Length {data.Length} >>\nstream\n"
            + $"{Encoding.Latin1.GetString(data)}\nendstream";
    }

    /// <summary>An update of a cross-reference stream: object n + 10 is the first of the object stream n.</summary>
    private static byte[] InStreams(byte[] pdf, int first, int count)
    {
        var rows = string.Concat(Enumerable.Range(first, count).Select(static n => $"02{n:X6}000000"));
        return WithXref(pdf, $"{first + 10} {count}", rows, first + 10 + count);
    }

    /// <summary>An update of a cross-reference stream: so many objects in the object stream 20.</summary>
    private static byte[] Indexed(byte[] pdf, int first, int count) =>
        WithXref(
            pdf,
            $"{first} {count}",
            string.Concat(Enumerable.Range(0, count).Select(static i => $"02{20:X6}{i:X6}")),
            first + count
        );

    private static byte[] WithXref(byte[] pdf, string index, string rows, int number) =>
        Structures.Append(
            pdf,
            start =>
                $"{number} 0 obj\n<< /Type /XRef /Size {number + 1} /Root 1 0 R /Prev {Structures.Newest(pdf)} /W [1 3 3] "
                + $"/Index [{index}] /Filter /ASCIIHexDecode /Length {rows.Length + 1} >>\nstream\n{rows}>\nendstream\nendobj\n"
                + $"startxref\n{start}\n%%EOF\n"
        );
}
