// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>
/// The signature dictionary itself: universal signature forgery (USF) and signature wrapping (SWA) of "1 Trillion Dollar
/// Refund" (2019), and every way to write /ByteRange and /Contents that readers take differently. Where the octets allow
/// it, the value is right for what the ByteRange covers: the form alone is refused.
/// </summary>
public sealed class SignatureDictionaryTests
{
    private const SubIndication Format = SubIndication.FormatFailure;

    private static readonly Dictionary<string, (Func<byte[]> Make, string Reason)> s_attacks = new(
        StringComparer.Ordinal
    )
    {
        ["SubFilter missing (USF)"] = (() => Patched("/SubFilter /adbe", "/SubFiltex /adbe"), "has no /SubFilter"),
        ["SubFilter null (USF)"] = (() => Patched("/adbe.pkcs7.detached", "null                "), "has no /SubFilter"),
        ["Contents of octets that are no CMS (USF)"] = (() => Contents("<00>"), "gap of the ByteRange"),
        ["Contents with another length (USF)"] = (
            () => Contents("<" + new string('0', 5998) + ">"),
            "gap of the ByteRange"
        ),
        ["Type is another"] = (() => Patched("/Type /Sig ", "/Type /XXX "), "/Type of the signature is not Sig"),
        ["key twice"] = (
            () => (Attack.Plain with { SignatureEntries = "/Reason (Diem 10)" }).Build(),
            "has a key twice"
        ),
        ["key twice, once escaped"] = (
            () => (Attack.Plain with { SignatureEntries = "/Reas#6fn (Diem 10)" }).Build(),
            "has a key twice"
        ),
        ["ByteRange indirect"] = (() => WithRange(_ => "14 0 R"), "not an array of four integers"),
        ["ByteRange of indirect numbers"] = (
            () => WithRange(static r => $"[0 {r[1]} 14 0 R {r[3]}]"),
            "not an array of four integers"
        ),
        ["ByteRange of reals"] = (
            () => WithRange(static r => $"[0 {r[1]}. {r[2]} {r[3]}]"),
            "not an array of four integers"
        ),
        ["ByteRange with a negative length"] = (
            () => WithRange(static r => $"[0 -{r[1]} {r[2]} {r[3]}]"),
            "empty or a negative part"
        ),
        ["ByteRange over 64 bits"] = (
            () => WithRange(static r => $"[0 {r[1]} {r[2]} 18446744073709551616]"),
            "An integer is expected"
        ),
        ["ByteRange whose sum is over 63 bits"] = (
            () => WithRange(static r => $"[0 {r[1]} {r[2]} 999999999999999999]"),
            "runs beyond the file"
        ),
        ["ByteRange of six"] = (() => WithRange(static r => $"[0 {r[1]} {r[2]} 5 9999 {r[3]}]"), "four integers"),
        ["ByteRange of names"] = (() => WithRange(static _ => "[/a /b /c /d]"), "four integers"),
        ["ByteRange is a string"] = (() => WithRange(static r => $"(0 {r[1]})"), "not an array of four integers"),
        ["Contents indirect"] = (() => Contents("14 0 R"), "not a hexadecimal string of the signature itself"),
        ["Contents a literal string"] = (
            () => Contents("(" + new string('0', 5990) + ")"),
            "not a hexadecimal string of the signature itself"
        ),
        ["Contents with white space inside"] = (SpacedContents, "something besides pairs of hexadecimal digits"),
        ["Contents in a gap that starts before (SWA)"] = (() => Wrapped(-9, 0), "gap of the ByteRange"),
        ["Contents in a gap that ends behind (SWA)"] = (() => Wrapped(0, 4), "gap of the ByteRange"),
        ["second part moved to the end (SWA)"] = (Moved, "gap of the ByteRange"),
        ["second dictionary in front of the signed one (SWA)"] = (SecondDictionary, "gap of the ByteRange"),
        ["two fields share one value"] = (TwoFields, "Two fields share one signature: S1 and S2 (object 14)"),
        ["value of a text field"] = (TextField, "Diem (object 7) holds a signature, and is no signature field"),
        ["value of a field that stopped to be one for signatures"] = (
            () => Patched("/FT /Sig", "/FT /Txt"),
            "S1 (object 4) holds a signature, and is no signature field"
        ),
    };

    public static TheoryData<string> Names { get; } = [.. s_attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_WhenTheDictionaryIsAttacked_SaysWhatIsWrongWithIt(string attack)
    {
        var (make, reason) = s_attacks[attack];
        Attack.RequireBroken(make(), Format, reason);
    }

    [Theory]
    [InlineData("/Reason (Diem 8)", "/Reason (Diem 9)")]
    [InlineData("/Name (An)", "/Name (Ba)")]
    [InlineData("/Filter /Adobe", "/Filter /Bdobe")]
    public void Verify_WhenAnEntryIsPatched_TheDigestDiffers(string old, string now) =>
        Attack.RequireBroken(Patched(old, now), SubIndication.HashFailure, "message digest");

    [Theory]
    [InlineData("/ByteRange ", "/ByteRange %[0 1 2 3]\n")]
    [InlineData("/Contents ", "/Contents %<00>\n")]
    [InlineData("/SubFilter ", "/SubFilter %/ETSI.RFC3161\r")]
    public void Verify_WhenACommentStandsBetween_ItIsNoPartOfAnything(string key, string now)
    {
        var pdf = Attack.Replace(Unsigned(), key, now);
        Attack.RequireIntact(Attack.Plain.Sign(Rebuilt(pdf)));
    }

    [Fact]
    public void Verify_WhenTheRangeHasLeadingZeros_ItIsIntact() =>
        Attack.RequireIntact(WithRange(static r => $"[00000 {r[1]} {r[2]} {r[3]}]"));

    private static byte[] Patched(string old, string now) => Update.Patch(Attack.Plain.Build(), old, now);

    private static byte[] Unsigned()
    {
        var bodies = Bodies(HandSigned.Dictionary());
        return Signing.HandMadePdf.Build(bodies);
    }

    private static string[] Bodies(string signature) =>
        [
            "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Annots [4 0 R] >>",
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S1) /Rect [0 0 0 0] /P 3 0 R /V 5 0 R >>",
            signature,
            "<< /Fields [4 0 R] /SigFlags 3 >>",
        ];

    // What was put between moves everything behind it: the cross-reference is written again.
    private static byte[] Rebuilt(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var start = text.IndexOf("5 0 obj\n", StringComparison.Ordinal) + "5 0 obj\n".Length;
        return Signing.HandMadePdf.Build(
            Bodies(text[start..text.IndexOf("\nendobj", start, StringComparison.Ordinal)])
        );
    }

    /// <summary>Another /ByteRange, and a value that is right for the octets.</summary>
    private static byte[] WithRange(Func<string[], string> write)
    {
        const int Room = 120;
        var place = "[0 0000000000 0000000000 0000000000]";
        var dictionary = HandSigned.Dictionary().Replace(place, new string(' ', Room), StringComparison.Ordinal);
        var pdf = Signing.HandMadePdf.Build(Bodies(dictionary));
        var start = pdf.AsSpan().IndexOf("<000000"u8);
        var end = start + pdf.AsSpan(start).IndexOf((byte)'>') + 1;
        var range = write(["0", $"{start}", $"{end}", $"{pdf.Length - end}"]);
        var at = pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(new string(' ', Room)));
        Encoding.ASCII.GetBytes(range).CopyTo(pdf, at + 1);
        Attack.Plain.Fill(pdf, start, end);
        return pdf;
    }

    private static byte[] Contents(string now)
    {
        var pdf = Attack.Plain.Build();
        var start = pdf.AsSpan().IndexOf("/Contents <3"u8) + "/Contents ".Length;
        var place = pdf.AsSpan(start, pdf.AsSpan(start).IndexOf((byte)'>') + 1);
        place.Fill((byte)' ');
        Encoding.ASCII.GetBytes(now, place);
        return pdf;
    }

    private static byte[] SpacedContents()
    {
        var pdf = Attack.Plain.Build();
        var start = pdf.AsSpan().IndexOf("/Contents <3"u8) + "/Contents ".Length;
        pdf[start + pdf.AsSpan(start).IndexOf((byte)'>') - 2] = (byte)' ';
        return pdf;
    }

    /// <summary>A gap that is larger than /Contents by so many octets, and a value over what is left.</summary>
    private static byte[] Wrapped(int before, int behind)
    {
        var pdf = Signing.HandMadePdf.Build(Bodies(HandSigned.Dictionary()));
        var start = pdf.AsSpan().IndexOf("<000000"u8);
        var end = start + pdf.AsSpan(start).IndexOf((byte)'>') + 1;
        var (gapStart, gapEnd) = (start + before, end + behind);
        Encoding
            .ASCII.GetBytes($"[0 {gapStart:D10} {gapEnd:D10} {pdf.Length - gapEnd:D10}]")
            .CopyTo(pdf, pdf.AsSpan().IndexOf("[0 0000000000"u8));
        byte[] covered = [.. pdf[..gapStart], .. pdf[gapEnd..]];
        var value = HandSigned.CmsOf(covered);
        Encoding.ASCII.GetBytes(Convert.ToHexString(value)).CopyTo(pdf, start + 1);
        return pdf;
    }

    /// <summary>The second signed part goes to the end, other objects into the gap; the digest over the range still fits.</summary>
    private static byte[] Moved()
    {
        const string Evil = "\n8 0 obj\n<< /Length 2 >>\nstream\nq \nendstream\nendobj\n";
        const int Room = 200;
        var dictionary = HandSigned.Dictionary();
        var pdf = Signing.HandMadePdf.Build(Bodies(dictionary));
        var start = pdf.AsSpan().IndexOf("<000000"u8);
        var end = start + pdf.AsSpan(start).IndexOf((byte)'>') + 1;
        var tail = pdf[end..];
        byte[] moved = [.. pdf[..end], .. Encoding.ASCII.GetBytes(" >>\nendobj" + Evil.PadRight(Room)), .. tail];
        var second = moved.Length - tail.Length;
        Encoding
            .ASCII.GetBytes($"[0 {start:D10} {second:D10} {tail.Length:D10}]")
            .CopyTo(moved, moved.AsSpan().IndexOf("[0 0000000000"u8));
        var xref = Encoding.ASCII.GetString(moved).LastIndexOf("xref\n0 ", StringComparison.Ordinal);
        var last = Encoding.ASCII.GetString(moved).LastIndexOf("startxref\n", StringComparison.Ordinal) + 10;
        Encoding.ASCII.GetBytes($"{xref}").CopyTo(moved, last);
        Relocate(moved, "6 0 obj");
        byte[] covered = [.. moved[..start], .. moved[second..]];
        Encoding.ASCII.GetBytes(Convert.ToHexString(HandSigned.CmsOf(covered))).CopyTo(moved, start + 1);
        return moved;
    }

    // The one object behind the gap has moved as well.
    private static void Relocate(byte[] pdf, string head)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var at = text.LastIndexOf(head, StringComparison.Ordinal);
        var line = text.LastIndexOf(
            "xref\n0 ",
            text.LastIndexOf("trailer", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Encoding.ASCII.GetBytes($"{at:D10}").CopyTo(pdf, line + "xref\n0 7\n".Length + (6 * 20));
    }

    private static byte[] SecondDictionary()
    {
        var pdf = Attack.Plain.Build();
        var copy = Update.Edit(pdf, 5, "(Diem 8)", "(Diem 8)");
        return Update.Append(pdf, copy);
    }

    private static byte[] TwoFields()
    {
        var pdf = Attack.Plain.Build();
        return Update.Append(
            pdf,
            Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"),
            (14, "<< /FT /Sig /T (S2) /V 5 0 R >>")
        );
    }

    private static byte[] TextField()
    {
        var pdf = Attack.Plain.Build();
        return Update.Append(pdf, Update.Edit(pdf, 7, "/V (8)", "/V 5 0 R"));
    }
}
