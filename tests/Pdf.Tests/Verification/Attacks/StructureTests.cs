// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>
/// Cross-references, trailers and object streams: incremental saving attacks (ISA) of "1 Trillion Dollar Refund" (2019), and
/// whatever makes two readers see two files.
/// </summary>
public sealed class StructureTests
{
    private const string Page = "<< /Length 2 >>\nstream\nq \nendstream";

    private static readonly Dictionary<string, (Func<byte[]> Make, SubIndication Why, string Reason)> s_broken = new(
        StringComparer.Ordinal
    )
    {
        ["signed cross-reference points behind the signed revision"] = (
            PointsBehind,
            SubIndication.FormatFailure,
            "The signed cross-reference places object 14 behind the signed revision"
        ),
        ["signed object runs beyond the signed revision"] = (
            RunsBeyond,
            SubIndication.FormatFailure,
            "The signed object 14 runs beyond the end of the signed revision"
        ),
        ["objects without a cross-reference, the old offset again (ISA)"] = (
            () => Structures.Append(Plain(), _ => $"8 0 obj\n{Page}\nendobj\nstartxref\n{Newest()}\n%%EOF\n"),
            SubIndication.FormatFailure,
            "does not cover the end of its revision"
        ),
        ["objects and a trailer without a table (ISA)"] = (
            () =>
                Structures.Append(
                    Plain(),
                    _ => $"8 0 obj\n{Page}\nendobj\ntrailer\n<< /Size 14 /Root 1 0 R >>\nstartxref\n{Newest()}\n%%EOF\n"
                ),
            SubIndication.FormatFailure,
            "does not cover the end of its revision"
        ),
        ["the signature copied into the update (ISA)"] = (
            () =>
                Update.Append(
                    Plain(),
                    Update.Edit(Plain(), 5, "/Reason", "/Reason"),
                    Update.Edit(Plain(), 3, "/Contents 8 0 R", "/Contents 11 0 R")
                ),
            SubIndication.FormatFailure,
            "The gap of the ByteRange is not exactly this signature's /Contents"
        ),
        ["a second startxref that leads back"] = (
            () => Structures.Append(Plain(), _ => $"startxref\n{Newest()}\n%%EOF\n"),
            SubIndication.FormatFailure,
            "does not cover the end of its revision"
        ),
        ["a second startxref before the first's end"] = (
            () => Structures.Append(Twice(), _ => $"startxref\n{Newest()}\nstartxref\n{Newest()}\n%%EOF\n"),
            SubIndication.FormatFailure,
            "does not cover the end of its revision"
        ),
        ["rolled back to the first of two signatures"] = (
            () => Structures.Append(Twice(), _ => $"startxref\n{Newest()}\n%%EOF\n"),
            SubIndication.FormatFailure,
            "does not cover the end of its revision"
        ),
        ["free entry for an object that pages use"] = (
            () => Structures.Table(Plain(), "8 1\n0000000000 00001 f \n"),
            SubIndication.HashFailure,
            "object 8: the object was removed"
        ),
        ["object of the next generation"] = (
            () => Structures.Append(Plain(), s => Generation(s, "8 1 obj", "00001")),
            SubIndication.HashFailure,
            "object 8: the object was removed"
        ),
        ["object of another generation than its entry"] = (
            () => Structures.Append(Plain(), s => Generation(s, "8 1 obj", "00000")),
            SubIndication.FormatFailure,
            "The cross-reference tells of object 8 here, and it isn't"
        ),
        ["root exchanged for a hidden catalog"] = (
            () =>
                Structures.Table(
                    Attack.Plain.BuildWith("<< /Type /Catalog /Pages 12 0 R /AcroForm 6 0 R >>"),
                    "0 1\n0000000000 65535 f \n",
                    "/Root 14 0 R"
                ),
            SubIndication.HashFailure,
            "the trailer: /Root was changed"
        ),
        ["trailer entry of no meaning"] = (
            () => Structures.Table(Plain(), "0 1\n0000000000 65535 f \n", "/AuthCode << >>"),
            SubIndication.HashFailure,
            "the trailer: /AuthCode was changed"
        ),
        ["object in a new object stream shadows a signed one"] = (
            () => Structures.Streamed(Plain(), 14, [(8, "null")]),
            SubIndication.HashFailure,
            "object 8: the object was removed"
        ),
        ["font in a new object stream shadows a signed one"] = (
            () => Structures.Streamed(Plain(), 14, [(9, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")]),
            SubIndication.HashFailure,
            "object 9 (Font): the object was changed"
        ),
        ["object stream of signed objects replaced"] = (
            () => Structures.Append(Packed(), s => Replaced(s)),
            SubIndication.HashFailure,
            "object 14 (ObjStm): an object stream that signed objects are in was replaced"
        ),
        ["hybrid: table and stream place an object"] = (
            () => Structures.HybridTwice(Plain()),
            SubIndication.FormatFailure,
            "The table and the stream of a hybrid cross-reference both place object 8"
        ),
        ["hybrid: the hidden stream stands in signed octets"] = (
            HiddenInside,
            SubIndication.FormatFailure,
            "A later cross-reference section stands inside the signed octets"
        ),
        ["cross-reference section inside signed octets"] = (
            SectionInside,
            SubIndication.FormatFailure,
            "A later cross-reference section stands inside the signed octets"
        ),
        ["unnamed object between two updates"] = (
            () =>
                Update.Append(Structures.WithJunk($"8 0 obj\n{Page}\nendobj\n"), Update.Edit(Plain(), 7, "(8)", "(9)")),
            SubIndication.FormatFailure,
            "belongs to no object that a cross-reference names"
        ),
    };

    private static readonly Dictionary<string, (Func<byte[]> Make, Integrity Integrity, string Reason)> s_unread = new(
        StringComparer.Ordinal
    )
    {
        ["Prev loop"] = (
            () => Structures.Table(Plain(), "0 1\n0000000000 65535 f \n", $"/Prev {Plain().Length}"),
            Integrity.Unreadable,
            "form a loop"
        ),
        ["root of another generation"] = (
            () => Structures.Table(Plain(), "0 1\n0000000000 65535 f \n", "/Root 1 1 R"),
            Integrity.Unreadable,
            "The file has no catalog"
        ),
        ["object stream holds an object twice"] = (
            () => Structures.Streamed(Plain(), 14, [(7, "<< >>"), (7, "<< /T (x) >>")], named: 1),
            Integrity.Unreadable,
            "An object stream holds an object twice"
        ),
        ["encrypted in a later revision"] = (
            () => Structures.Table(Plain(), "0 1\n0000000000 65535 f \n", "/Encrypt << /Filter /Standard /V 1 >>"),
            Integrity.Unsupported,
            "The file is encrypted"
        ),
        ["encrypted"] = (
            () => (Attack.Plain with { TrailerEntries = "/Encrypt << /Filter /Standard /V 1 >>" }).Build(),
            Integrity.Unsupported,
            "The file is encrypted"
        ),
        ["octets behind the end that nothing names"] = (
            () => [.. Plain(), .. Encoding.ASCII.GetBytes($"14 0 obj\n{Page}\nendobj\n")],
            Integrity.Unreadable,
            "does not end with its end-of-file marker"
        ),
        ["startxref beyond the file"] = (
            () => Structures.Append(Plain(), _ => "startxref\n999999999\n%%EOF\n"),
            Integrity.Unreadable,
            "An offset is beyond the end of the file"
        ),
        ["startxref of two numbers"] = (
            () => Structures.Append(Plain(), _ => $"startxref\n{Newest()} {Newest()}\n%%EOF\n"),
            Integrity.Unreadable,
            "Something stands between the cross-reference and the end"
        ),
        ["section names an object twice"] = (
            () => Structures.Table(Plain(), "8 1\n0000000000 00000 n \n8 1\n0000000009 00000 n \n"),
            Integrity.Unreadable,
            "A cross-reference section names an object twice"
        ),
    };

    public static TheoryData<string> Broken { get; } = [.. s_broken.Keys];

    public static TheoryData<string> Unread { get; } = [.. s_unread.Keys];

    [Theory]
    [MemberData(nameof(Broken))]
    public void Verify_WhenTheStructureIsATrick_SaysWhichObject(string attack)
    {
        var (make, why, reason) = s_broken[attack];
        Attack.RequireBroken(make(), why, reason);
    }

    [Theory]
    [MemberData(nameof(Unread))]
    public void Verify_WhenTheStructureCannotBeRead_SaysWhere(string attack)
    {
        var (make, integrity, reason) = s_unread[attack];
        var report = Attack.Verifier.Verify(make(), Attack.Context);

        Assert.Contains(reason, report.Reason, StringComparison.Ordinal);
        Assert.Contains("(offset ", report.Reason, StringComparison.Ordinal);
        Assert.Equal(integrity, report.Integrity);
    }

    private static byte[] Plain() => s_plain;

    private static readonly byte[] s_plain = Attack.Plain.Build();

    private static long Newest() => Structures.Newest(s_plain);

    private static byte[] Twice() =>
        Attack.Plain.Sign(
            Update.Append(
                s_plain,
                Update.Edit(s_plain, 6, "7 0 R]", "7 0 R 14 0 R]"),
                (14, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S2) /Rect [0 0 0 0] /P 3 0 R /V 15 0 R >>"),
                (15, HandSigned.Dictionary())
            )
        );

    private static string Generation(int start, string head, string generation) =>
        $"{head}\n{Page}\nendobj\nxref\n8 1\n{start:D10} {generation} n \n"
        + $"trailer\n<< /Size 14 /Root 1 0 R /Prev {Newest()} >>\nstartxref\n{start + head.Length + Page.Length + 9}\n%%EOF\n";

    // Object 14 has an entry in the signed table; what is there comes with a later revision.
    private static byte[] PointsBehind()
    {
        var unsigned = Attack.Plain.BuildUnsigned("<< /A (14) >>");
        var text = Encoding.Latin1.GetString(unsigned);
        var entry = text.IndexOf("trailer", StringComparison.Ordinal) - 20;
        Encoding.ASCII.GetBytes($"{unsigned.Length:D10}").CopyTo(unsigned, entry);
        var signed = Attack.Plain.Sign(unsigned);
        return Structures.Table(signed, "0 1\n0000000000 65535 f \n", "", "14 0 obj\n<< /A (15) >>\nendobj\n");
    }

    // Object 14 begins in front of the end of the signed revision, and its data end behind it.
    private static byte[] RunsBeyond()
    {
        const string Head = "14 0 obj\n<< /Length 9999 >>\nstream\n";
        var unsigned = Attack.Plain.BuildUnsigned("null");
        var text = Encoding.Latin1.GetString(unsigned);
        var entry = text.IndexOf("trailer", StringComparison.Ordinal) - 20;
        var end = text.LastIndexOf("startxref", StringComparison.Ordinal);
        byte[] opened = [.. unsigned[..end], .. Encoding.ASCII.GetBytes(Head), .. unsigned[end..]];
        Encoding.ASCII.GetBytes($"{end:D10}").CopyTo(opened, entry);
        var rest = opened.Length - end - Head.Length + 30;
        Encoding.ASCII.GetBytes($"{rest:D4}").CopyTo(opened, end + Head.IndexOf("9999", StringComparison.Ordinal));
        var signed = Attack.Plain.Sign(opened);
        return Structures.Table(
            signed,
            "0 1\n0000000000 65535 f \n",
            $"/Prev {text.LastIndexOf("xref\n0 ", StringComparison.Ordinal)}",
            new string(' ', 30) + "\nendstream\nendobj\n"
        );
    }

    private static byte[] Packed()
    {
        return Attack.Plain.Sign(Structures.Streamed(Attack.Plain.BuildUnsigned("null", "null"), 14, [(15, "(a)")]));
    }

    private static string Replaced(int start)
    {
        const string Content = "15 0 (b)";
        var stream =
            $"14 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Length {Content.Length} >>\nstream\n{Content}\nendstream\nendobj\n";
        return $"{stream}xref\n14 1\n{start:D10} 00000 n \ntrailer\n<< /Size 20 /Root 1 0 R "
            + $"/Prev {Structures.Newest(Packed())} >>\nstartxref\n{start + stream.Length}\n%%EOF\n";
    }

    // A whole cross-reference stream inside the data of a signed stream.
    private static byte[] HiddenInside()
    {
        const string Hidden =
            "19 0 obj\n<< /Type /XRef /Size 20 /W [1 2 1] /Index [19 1] /Length 4 >>\nstream\n\0\0\0\0\nendstream\nendobj";
        var pdf = Attack.Plain.BuildWith($"<< /Length {Hidden.Length} >>\nstream\n{Hidden}\nendstream");
        return Structures.Table(pdf, "0 1\n0000000000 65535 f \n", $"/XRefStm {Structures.Find(pdf, "19 0 obj")}");
    }

    private static byte[] SectionInside()
    {
        const string Hidden = "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 20 /Root 1 0 R /Prev 00000 >>\n";
        var unsigned = Attack.Plain.BuildUnsigned($"<< /Length {Hidden.Length} >>\nstream\n{Hidden}\nendstream");
        var text = Encoding.Latin1.GetString(unsigned);
        var table = text.LastIndexOf(
            "xref\n0 ",
            text.LastIndexOf("trailer", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var signed = Attack.Plain.Sign(Update.Patch(unsigned, "/Prev 00000", $"/Prev {table:D5}"));
        return Structures.Append(signed, _ => $"startxref\n{Structures.Find(signed, "xref\n0 1\n")}\n%%EOF\n");
    }
}
