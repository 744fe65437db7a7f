// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>
/// Readers that can't follow a cross-reference search the file for objects, and find others than it names. Neither may a
/// later revision hold such objects, nor may a file pass that makes readers search.
/// </summary>
public sealed class RebuildTests
{
    private const string Mark = "<< /Length 29 >>\nstream\nBT /F1 9 Tf (Diem 9) Tj ET  \nendstream";
    private const string Hidden = $"\nendstream endobj\n8 0 obj\n{Mark}\nendobj\n15 0 obj\n<<>>\nendobj\n";

    private static readonly Dictionary<string, (Func<byte[]> Make, string Reason)> s_hidden = new(
        StringComparer.Ordinal
    )
    {
        ["object in the data of a new stream"] = (() => InStream(Hidden), "a reader that searches"),
        ["object in the data of a new stream, alone"] = (() => InStream("8 0 obj null"), "a reader that searches"),
        ["object in the data of a new stream, spread over lines"] = (
            () => InStream("8\r\n 0\t\n obj<</A 1>>"),
            "a reader that searches"
        ),
        ["end of an object in the data of a new stream"] = (() => InStream("endobj"), "a reader that searches"),
        ["end of a stream in the data of a new stream"] = (() => InStream("endstream"), "a reader that searches"),
        ["trailer in the data of a new stream"] = (
            () => InStream("trailer << /Root 12 0 R >>"),
            "a reader that searches"
        ),
        ["trailer before a comment in the data of a new stream"] = (
            () => InStream("trailer%\n<< /Root 12 0 R >>"),
            "a reader that searches"
        ),
        ["startxref in the data of a new stream"] = (() => InStream("startxref 9"), "a reader that searches"),
        ["object in a new string"] = (
            () => Update.Append(Plain(), (14, "<< /X (8 0 obj null endobj) >>")),
            "a reader that searches"
        ),
        ["object in a comment inside a new object"] = (
            () => Update.Append(Plain(), (14, "<< % 8 0 obj null\n >>")),
            "a reader that searches"
        ),
        ["object in a comment between objects"] = (
            () => Structures.WithJunk("% 8 0 obj null\n"),
            "a reader that searches"
        ),
        ["object in the trailer"] = (
            () => Structures.Table(Plain(), "0 1\n0000000000 65535 f \n", "/ID [(8 0 obj null) (x)]"),
            "a reader that searches"
        ),
        ["object in a value that was filled in"] = (
            () => Update.Append(Plain(), Update.Edit(Plain(), 7, "/V (8)", "/V (8 0 obj null)")),
            "a reader that searches"
        ),
        ["a named object in the data of another"] = (Nested, "is inside of something else"),
        ["an unused object stream whose objects have no entries"] = (
            () =>
                Update.Append(
                    Plain(),
                    (14, "<< /Type /ObjStm /N 1 /First 4 /Length 8 >>\nstream\n8 0 null\nendstream")
                ),
            "object 14: the object stream holds object 8, which has no entry there"
        ),
        ["an unused cross-reference stream"] = (
            () =>
                Update.Append(
                    Plain(),
                    (
                        14,
                        "<< /Type /XRef /Size 20 /W [1 1 1] /Index [8 1] /Root 12 0 R /Length 3 >>\nstream\n\0\0\0\nendstream"
                    )
                ),
            "object 14: the cross-reference stream belongs to no revision"
        ),
        ["a comment in the table"] = (() => WithTable("0 1 % x\n0000000000 65535 f \n"), "some readers do not take"),
        ["a NUL in the table"] = (() => WithTable("0 1\n0000000000 65535 f\0\n"), "some readers do not take"),
        ["a form feed in the table"] = (() => WithTable("0 1\f0000000000 65535 f \n"), "some readers do not take"),
        ["lines of the table with two blanks"] = (
            () => WithTable("0 1\n0000000000 65535 f  "),
            "some readers do not take"
        ),
        ["a sign in the table"] = (() => WithTable("+0 1\n0000000000 65535 f \n"), "some readers do not take"),
        ["types of two octets in the stream"] = (
            () => Streamed("0000000000", widths: "2 2 1"),
            "some readers do not take"
        ),
        ["parameters in an array of the stream"] = (
            () => Streamed("00000000", more: "/DecodeParms [null]"),
            "some readers do not take"
        ),
        ["parameters of a filter in an array of the stream"] = (
            () =>
                Attack.Replace(
                    Streamed("00000000", more: "/DecodeParms << >>"),
                    "/Filter /ASCIIHexDecode",
                    "/Filter [/ASCIIHexDecode]"
                ),
            "some readers do not take"
        ),
        ["filter null of the stream"] = (
            () => Attack.Replace(Streamed("\0\0\0\0"), "/Filter /ASCIIHexDecode", "/Filter null"),
            "some readers do not take"
        ),
        ["hybrid: the hidden stream brings back what the table frees"] = (
            () => Structures.Hybrid(Plain(), 8, Structures.Find(Plain(), "8 0 obj"), "00000"),
            "The hidden stream of a later cross-reference places object 8"
        ),
        ["hybrid: the same of the next generation"] = (
            () => Structures.Hybrid(Plain(), 8, Structures.Find(Plain(), "8 0 obj"), "00001"),
            "The hidden stream of a later cross-reference places object 8"
        ),
        ["hybrid: the same without an entry in the table"] = (
            () => Structures.Hybrid(Plain(), 8, Structures.Find(Plain(), "8 0 obj"), null),
            "The hidden stream of a later cross-reference places object 8"
        ),
        ["hybrid: the hidden stream fills in a field"] = (
            () => Structures.HybridFill(Plain()),
            "The hidden stream of a later cross-reference places object 7"
        ),
    };

    private static readonly Dictionary<string, (Func<byte[]> Make, string Reason)> s_searched = new(
        StringComparer.Ordinal
    )
    {
        ["entry of an unknown type"] = (
            () => Streamed("03000000"),
            "An entry of the cross-reference stream is out of range"
        ),
        ["a sign behind startxref"] = (
            () => WithEnd("startxref\n+{0}\n%%EOF\n"),
            "offset of the cross-reference is malformed"
        ),
        ["a comment behind startxref"] = (
            () => WithEnd("startxref\n% x\n{0}\n%%EOF\n"),
            "offset of the cross-reference is malformed"
        ),
        ["a NUL behind startxref"] = (
            () => WithEnd("startxref\n\0{0}\n%%EOF\n"),
            "offset of the cross-reference is malformed"
        ),
        ["nothing between startxref and its offset"] = (
            () => WithEnd("startxref{0}\n%%EOF\n"),
            "The file does not tell where its cross-reference is"
        ),
        ["an offset of twelve digits"] = (
            () => WithEnd("startxref\n00{0:D10}\n%%EOF\n"),
            "offset of the cross-reference is malformed"
        ),
        ["much white space behind the end"] = (
            () => [.. Plain(), .. Enumerable.Repeat((byte)'\n', 30_000)],
            "The file does not tell where its cross-reference is"
        ),
        ["so much white space that startxref is not in the last 1,024 octets"] = (
            () => [.. Plain(), .. Enumerable.Repeat((byte)'\n', 1_010)],
            "The file does not tell where its cross-reference is"
        ),
        ["object 0 in use"] = (
            () => Structures.Table(Plain(), $"0 1\n{Structures.Find(Plain(), "8 0 obj"):D10} 00000 n \n"),
            "Object 0 is not free"
        ),
        ["object 0 in use in a stream"] = (() => Streamed("01000009", number: 0), "Object 0 is not free"),
        ["a generation above 65,535"] = (
            () => Structures.Table(Plain(), $"8 1\n{Structures.Find(Plain(), "8 0 obj"):D10} 65536 n \n"),
            "A generation is above 65,535"
        ),
        ["a generation above 65,535 in a stream"] = (
            () => Streamed($"01{Structures.Find(Plain(), "11 0 obj"):X4}010000", widths: "1 2 3"),
            "A generation is above 65,535"
        ),
    };

    public static TheoryData<string> HiddenNames { get; } = [.. s_hidden.Keys];

    public static TheoryData<string> SearchedNames { get; } = [.. s_searched.Keys];

    [Theory]
    [MemberData(nameof(HiddenNames))]
    public void Verify_WhenALaterRevisionHoldsWhatNobodyNames_IsBroken(string attack)
    {
        var (make, reason) = s_hidden[attack];
        Attack.RequireBroken(make(), SubIndication.FormatFailure, reason);
    }

    [Theory]
    [MemberData(nameof(SearchedNames))]
    public void Verify_WhenTheFileMakesReadersSearch_IsRefused(string attack)
    {
        var (make, reason) = s_searched[attack];
        var report = Attack.Verifier.Verify(make(), Attack.Context);

        Assert.Contains(reason, report.Reason, StringComparison.Ordinal);
        Assert.Equal((Integrity.Unreadable, SubIndication.FormatFailure), (report.Integrity, report.SubIndication));
    }

    /// <summary>What verification will not read is not signed either.</summary>
    [Theory]
    [MemberData(nameof(SearchedNames))]
    public void Open_WhenTheFileMakesReadersSearch_RefusesItForSigningAsWell(string attack)
    {
        var (make, reason) = s_searched[attack];
        var refused = Assert.Throws<SigningException>(() => PdfFile.Open(make(), PdfLimits.Default));

        Assert.Equal(SigningErrorKind.MalformedDocument, refused.Kind);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Honest { get; } =
        new()
        {
            { "raw certificates", "<< /Length 18 >>\nstream\n0\x82 objet x0 objet \nendstream" },
            { "the words in other words", "(The trailer of a film, 1 object, 2 x0 objects, an end of objects)" },
            { "words that are no keywords", "<< /trailer /obj /X (trailers) >>" },
        };

    [Theory]
    [MemberData(nameof(Honest))]
    public void Verify_WhenALaterRevisionHoldsOnlyWhatLooksLikeIt_StaysIntact(string what, string body)
    {
        _ = what;
        var pdf = Plain();
        Attack.RequireIntact(
            Update.Append(pdf, Update.Edit(pdf, 1, "/Pages", "/DSS << /Certs [14 0 R] >> /Pages"), (14, body))
        );
    }

    [Fact]
    public void Verify_WhenTheHiddenStreamPlacesANewObject_StaysIntact() =>
        Attack.RequireIntact(Structures.HybridStore(Plain()));

    [Theory]
    [InlineData("0 1\r\n0000000000 65535 f\r\n")]
    [InlineData("0 1 \n0000000000 65535 f \r")]
    [InlineData("0 0\n")]
    public void Verify_WhenTheTableIsWrittenOtherwise_StaysIntact(string lines) =>
        Attack.RequireIntact(WithTable(lines));

    [Fact]
    public void Verify_WhenTheTableIsAStream_StaysIntact() => Attack.RequireIntact(Streamed("00000000"));

    [Theory]
    [InlineData("startxref\r\n{0}\r\n%%EOF\r\n")]
    [InlineData("startxref {0} %%EOF")]
    [InlineData("startxref\n{0:D10}\n%%EOF\n\n\n\n")]
    public void Verify_WhenTheEndIsWrittenOtherwise_StaysIntact(string end) => Attack.RequireIntact(WithEnd(end));

    [Fact]
    public void Verify_WhenAReferenceLeadsToObjectZero_ReadsNull() =>
        Attack.RequireIntact(
            Update.Append((Attack.Plain with { CatalogEntries = "/X 0 0 R" }).Build(), (14, "[0 0 R]"))
        );

    private static byte[] Plain() => s_plain;

    private static readonly byte[] s_plain = Attack.Plain.Build();

    private static byte[] InStream(string data) =>
        Update.Append(Plain(), (14, $"<< /Length {data.Length} >>\nstream\n{data}\nendstream"));

    // An update that changes nothing, with another end.
    private static byte[] WithEnd(string end)
    {
        var updated = Update.Append(Plain(), (14, "null"));
        var text = Encoding.Latin1.GetString(updated);
        var at = text.LastIndexOf("startxref", StringComparison.Ordinal);
        var last = string.Format(System.Globalization.CultureInfo.InvariantCulture, end, Structures.Newest(updated));
        return [.. updated[..at], .. Encoding.Latin1.GetBytes(last)];
    }

    // An update of one entry, in a cross-reference stream.
    private static byte[] Streamed(string row, int number = 14, string widths = "1 2 1", string more = "") =>
        Structures.Append(
            Plain(),
            start =>
                $"19 0 obj\n<< /Type /XRef /Size 20 /Root 1 0 R /Prev {Structures.Newest(Plain())} /W [{widths}] "
                + $"/Index [{number} 1] {more} /Filter /ASCIIHexDecode /Length {row.Length + 1} >>\nstream\n{row}>\nendstream\n"
                + $"endobj\nstartxref\n{start}\n%%EOF\n"
        );

    private static byte[] WithTable(string lines) => Structures.Table(Plain(), lines);

    // Both have entries, and one stands in the data of the other.
    private static byte[] Nested()
    {
        const string Inner = "15 0 obj\n<< >>\nendobj\n";
        const string Head = "14 0 obj\n<< /Length 22 >>\nstream\n";
        return Structures.Append(
            Plain(),
            start =>
            {
                var body = $"{Head}{Inner}endstream\nendobj\n";
                return $"{body}xref\n14 2\n{start:D10} 00000 n \n{start + Head.Length:D10} 00000 n \n"
                    + $"trailer\n<< /Size 20 /Root 1 0 R /Prev {Structures.Newest(Plain())} >>\n"
                    + $"startxref\n{start + body.Length}\n%%EOF\n";
            }
        );
    }
}
