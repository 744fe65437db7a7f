// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>Known attacks on signed PDFs, made here: each is refused, and the report says why.</summary>
public sealed class AttackTests
{
    private static readonly VerificationContext Context = new(
        TrustAnchors.None,
        new(2026, 5, 25, 0, 0, 0, TimeSpan.Zero)
    );
    private static readonly PdfDocumentVerifier Verifier = new();

    private const string Annotation = "<< /Type /Annot /Subtype /Square /Rect [0 0 300 300] >>";
    private const string Filled =
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Diem) /V (9) /Rect [9 9 99 99] /P 3 0 R /AP << /N 14 0 R >> >>";
    private const string Look =
        "<< /Type /XObject /Subtype /Form /BBox [0 0 90 90] /Length 14 >>\nstream\nBT (9) Tj ET  \nendstream";

    private static HandSigned Plain { get; } = new();

    private static HandSigned Certified(int level) =>
        new()
        {
            CatalogEntries = "/Perms << /DocMDP 5 0 R >>",
            SignatureEntries =
                $"/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P {level} /V /1.2 >> >>]",
        };

    /// <summary>What is done to a signed file, and what the report says of it.</summary>
    public static TheoryData<string, SubIndication, string> Attacks { get; } =
        new()
        {
            // the signature itself
            { "ByteRange missing", SubIndication.FormatFailure, "no /ByteRange" },
            { "ByteRange null", SubIndication.FormatFailure, "no /ByteRange" },
            { "ByteRange of two", SubIndication.FormatFailure, "not an array of four integers" },
            { "ByteRange empty", SubIndication.FormatFailure, "not an array of four integers" },
            { "ByteRange not from 0", SubIndication.FormatFailure, "does not start at 0" },
            { "ByteRange negative", SubIndication.FormatFailure, "empty or a negative part" },
            { "ByteRange overlapping", SubIndication.FormatFailure, "overlap" },
            { "ByteRange beyond the file", SubIndication.FormatFailure, "beyond the file" },
            { "ByteRange not to the end", SubIndication.FormatFailure, "end" },
            { "gap larger than Contents", SubIndication.FormatFailure, "gap of the ByteRange" },
            { "Contents missing", SubIndication.FormatFailure, "no /Contents" },
            { "Contents null", SubIndication.FormatFailure, "no /Contents" },
            { "Contents empty", SubIndication.FormatFailure, "gap of the ByteRange" },
            { "Contents of zeros", SubIndication.FormatFailure, "not well-formed" },
            { "value missing", SubIndication.FormatFailure, "no signature dictionary" },
            { "value null", SubIndication.FormatFailure, "no signature dictionary" },
            { "Reason changed", SubIndication.HashFailure, "message digest" },
            { "Name changed", SubIndication.HashFailure, "message digest" },
            { "page changed in place", SubIndication.HashFailure, "message digest" },
            { "two signers", SubIndication.FormatFailure, "2 signers" },
            { "eContent inside", SubIndication.FormatFailure, "eContent" },
            { "octets behind the CMS value", SubIndication.FormatFailure, "behind the CMS value" },
            { "CAdES without signing-certificate", SubIndication.FormatFailure, "signing-certificate is missing" },
            { "content moved aside", SubIndication.FormatFailure, "gap of the ByteRange" },
            { "junk behind the end", SubIndication.FormatFailure, "end" },
            // saved after signing
            {
                "page content replaced",
                SubIndication.HashFailure,
                "object 8: the object was changed: the content of pages"
            },
            {
                "page content exchanged (shadow: replace)",
                SubIndication.HashFailure,
                "object 3 (Page): /Contents was changed"
            },
            {
                "page tree exchanged (shadow: hide and replace)",
                SubIndication.HashFailure,
                "the catalog: /Pages was changed"
            },
            { "overlay added (shadow: hide)", SubIndication.HashFailure, "annotation 14 was added" },
            { "overlay removed (shadow: hide)", SubIndication.HashFailure, "removed, doubled or moved" },
            {
                "reference that led nowhere filled (shadow)",
                SubIndication.HashFailure,
                "led nowhere when it was signed"
            },
            { "font replaced", SubIndication.HashFailure, "object 9 (Font): the object was changed" },
            { "font freed", SubIndication.HashFailure, "object 9 (Font): the object was removed" },
            { "annotation added", SubIndication.HashFailure, "annotation 14 was added" },
            {
                "form appearance replaced",
                SubIndication.HashFailure,
                "the look of the form field Diem was changed, not its value"
            },
            { "form field renamed", SubIndication.HashFailure, "the form field Diem is another one" },
            { "form field removed", SubIndication.HashFailure, "removed, doubled or moved" },
            { "form field added", SubIndication.HashFailure, "a form field was added" },
            { "form asks for new appearances", SubIndication.HashFailure, "the form: /NeedAppearances was changed" },
            { "catalog gets an action", SubIndication.HashFailure, "the catalog: /OpenAction was changed" },
            { "appearance that is a page's content", SubIndication.HashFailure, "is used elsewhere as well" },
            { "signature taken away", SubIndication.FormatFailure, "no more in the form" },
            { "signature exchanged", SubIndication.FormatFailure, "no /ByteRange" },
            { "other root", SubIndication.HashFailure, "the trailer: /Root was changed" },
            {
                "cross-reference leaves out the signed revision",
                SubIndication.FormatFailure,
                "cross-reference leaves it out"
            },
            { "cross-reference loop", SubIndication.FormatFailure, "form a loop" },
            { "cross-reference leads an object astray", SubIndication.FormatFailure, "and it isn't" },
            { "encrypted afterwards", SubIndication.Generic, "encrypted" },
            // what was certified or locked
            { "level 1, then a form field", SubIndication.HashFailure, "it allows no changes" },
            { "level 1, then a further field", SubIndication.HashFailure, "it allows no changes" },
            { "level 2, then an annotation", SubIndication.HashFailure, "annotations may not be changed" },
            { "level 3, then a look that pages draw with", SubIndication.HashFailure, "the content of pages" },
            { "lock of the field, then filled in", SubIndication.HashFailure, "it locks the field Diem" },
            { "lock of all with P 1, then filled in", SubIndication.HashFailure, "it allows no changes" },
            { "FieldMDP, then filled in", SubIndication.HashFailure, "it locks the field Diem" },
        };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Verify_WhenAttacked_RefusesWithTheReason(string attack, SubIndication why, string reason)
    {
        var report = Verifier.Verify(Make(attack), Context);

        Assert.NotEqual(Integrity.Intact, report.Integrity);
        Assert.NotEqual(Indication.TotalPassed, report.Indication);
        Assert.Contains(reason, report.Reason, StringComparison.Ordinal);
        Assert.Equal(why, report.SubIndication);
    }

    [Theory]
    [InlineData("nothing", "covers whole file")]
    [InlineData("filled in", "covers revision 1 of 2")]
    [InlineData("validation data", "covers revision 1 of 2")]
    [InlineData("annotation at level 3", "covers revision 1 of 2")]
    [InlineData("validation data at level 1", "covers revision 1 of 2")]
    [InlineData("filled in at level 2", "covers revision 1 of 2")]
    [InlineData("other field than the locked one", "covers revision 1 of 2")]
    [InlineData("further field", "covers revision 1 of 2")]
    public void Verify_WhenTheChangeIsAllowed_IsIntact(string change, string coverage)
    {
        var report = Verifier.Verify(MakeAllowed(change), Context);

        Assert.True(report.Integrity == Integrity.Intact, report.Reason);
        Assert.Equal(SubIndication.NoCertificateChainFound, report.SubIndication);
        Assert.Equal(coverage, Assert.Single(Assert.Single(report.Signatures).SignedPaths));
    }

    [Theory]
    [InlineData("adbe.pkcs7.sha1", "SHA-1", SubIndication.CryptoConstraintsFailure)]
    [InlineData("adbe.x509.rsa_sha1", "SHA-1", SubIndication.CryptoConstraintsFailure)]
    [InlineData("Other", "not known here", SubIndication.Generic)]
    public void Verify_WhenTheSubFilterIsNotOurs_IsUnsupported(string subFilter, string reason, SubIndication why)
    {
        var report = Verifier.Verify((Plain with { SubFilter = subFilter }).Build(), Context);

        Assert.Equal(Integrity.Unsupported, report.Integrity);
        Assert.Equal(Indication.Indeterminate, report.Indication);
        Assert.Equal(why, report.SubIndication);
        Assert.Contains(reason, report.Reason, StringComparison.Ordinal);
    }

    private static byte[] MakeAllowed(string change)
    {
        byte[] Fill(HandSigned signed) => Update.Append(signed.Build(), (7, Filled), (14, Look));
        return change switch
        {
            "nothing" => Plain.Build(),
            "filled in" => Fill(Plain),
            "filled in at level 2" => Fill(Certified(2)),
            "other field than the locked one" => Fill(
                Plain with
                {
                    FieldEntries = Lock("/Action /Include /Fields [(X)]"),
                }
            ),
            "validation data" => ValidationData(Plain.Build()),
            "validation data at level 1" => ValidationData(Certified(1).Build()),
            "annotation at level 3" => WithAnnotation(
                Certified(3).Build(),
                "<< /Type /Annot /Subtype /Highlight /C [1 1 0] /Rect [0 0 300 300] >>"
            ),
            "further field" => WithField(Plain.Build()),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No such change."),
        };
    }

    private static byte[] Make(string attack) =>
        MakeBroken(attack) ?? MakeResaved(attack, Plain.Build()) ?? MakeRestricted(attack)!;

    private static byte[]? MakeBroken(string attack)
    {
        var pdf = Plain.Build();
        var text = System.Text.Encoding.Latin1.GetString(pdf);
        var at = text.IndexOf("/ByteRange ", StringComparison.Ordinal) + "/ByteRange ".Length;
        var range = text[at..(text.IndexOf(']', at) + 1)];
        byte[] Range(string now) => Update.Patch(pdf, range, now.PadRight(range.Length));
        var parts = range.Trim('[', ']').Split(' ');
        return attack switch
        {
            "ByteRange missing" => Update.Patch(pdf, "/ByteRange", "/ByteRangX"),
            "ByteRange null" => Range("null"),
            "ByteRange of two" => Range($"[0 {parts[1]}]"),
            "ByteRange empty" => Range("[]"),
            "ByteRange not from 0" => Range($"[1 {parts[1]} {parts[2]} {parts[3]}]"),
            "ByteRange negative" => Range($"[0 {parts[1]} {parts[2]} -00000001]"),
            "ByteRange overlapping" => Range($"[0 {parts[1]} 0000000010 {parts[3]}]"),
            "ByteRange beyond the file" => Range($"[0 {parts[1]} {parts[2]} 0000999999]"),
            "ByteRange not to the end" => Range($"[0 {parts[1]} {parts[2]} 0000000100]"),
            "gap larger than Contents" => Range($"[0 0000000100 {parts[2]} {parts[3]}]"),
            "Contents missing" => Update.Patch(pdf, "/Contents <3", "/ContentX <3"),
            "Contents null" => WithContents(pdf, "null"),
            "Contents empty" => WithContents(pdf, "<>"),
            "value missing" => Update.Patch(pdf, "/V 5 0 R", "/V 0 0 R"),
            "value null" => Update.Patch(pdf, "/V 5 0 R", "/V null "),
            "Reason changed" => Update.Patch(pdf, "/Reason (Diem 8)", "/Reason (Diem 9)"),
            "Name changed" => Update.Patch(pdf, "/Name (An)", "/Name (Xn)"),
            "page changed in place" => Update.Patch(pdf, "(Diem 8) Tj", "(Diem 9) Tj"),
            "two signers" => (Plain with { TwoSigners = true }).Build(),
            "eContent inside" => (Plain with { EContentInside = true }).Build(),
            "octets behind the CMS value" => (Plain with { Tail = [0, 0, 1] }).Build(),
            "CAdES without signing-certificate" => (Plain with { SubFilter = "ETSI.CAdES.detached" }).Build(),
            "content moved aside" => Range(
                $"[0 {parts[1]} {int.Parse(parts[2], null) + 7:D10} {int.Parse(parts[3], null) - 7:D10}]"
            ),
            "junk behind the end" => [.. pdf, .. "junk"u8],
            "Contents of zeros" => WithContents(pdf, $"<{new string('0', 6000)}>"),
            _ => null,
        };
    }

    private static byte[] WithContents(byte[] pdf, string now)
    {
        var copy = pdf.ToArray();
        var start = copy.AsSpan().IndexOf("/Contents <3"u8) + "/Contents ".Length;
        var place = copy.AsSpan(start, copy.AsSpan(start).IndexOf((byte)'>') + 1);
        place.Fill((byte)' ');
        System.Text.Encoding.ASCII.GetBytes(now, place);
        return copy;
    }

    private static byte[]? MakeResaved(string attack, byte[] pdf)
    {
        byte[] Edit(int number, string old, string now, params (int Number, string? Body)[] more) =>
            Update.Append(pdf, [Update.Edit(pdf, number, old, now), .. more]);
        return attack switch
        {
            "page content replaced" => Update.Append(pdf, (8, "<< /Length 2 >>\nstream\nq \nendstream")),
            "page content exchanged (shadow: replace)" => Edit(3, "/Contents 8 0 R", "/Contents 11 0 R"),
            "page tree exchanged (shadow: hide and replace)" => Edit(1, "/Pages 2 0 R", "/Pages 12 0 R"),
            "overlay added (shadow: hide)" => WithAnnotation(pdf),
            "overlay removed (shadow: hide)" => Edit(3, "[4 0 R 7 0 R]", "[4 0 R]"),
            "reference that led nowhere filled (shadow)" => Update.Append(
                (Plain with { PageContents = "[8 0 R 14 0 R]" }).Build(),
                (14, "<< /Length 2 >>\nstream\nq \nendstream")
            ),
            "font replaced" => Edit(9, "/Helvetica", "/Symbol"),
            "font freed" => Update.Append(pdf, (9, null)),
            "annotation added" => WithAnnotation(pdf),
            "form appearance replaced" => Update.Append(pdf, (10, Look)),
            "form field renamed" => Edit(7, "(Diem)", "(Tong)"),
            "form field removed" => Edit(6, "[4 0 R 7 0 R]", "[4 0 R]"),
            "form field added" => Edit(6, "7 0 R]", "7 0 R 14 0 R]", (14, "<< /FT /Tx /T (X) /V (9) >>")),
            "form asks for new appearances" => Edit(6, "/SigFlags", "/NeedAppearances true /SigFlags"),
            "catalog gets an action" => Edit(1, "/Pages", "/OpenAction << /S /JavaScript /JS (1) >> /Pages"),
            "appearance that is a page's content" => Update.Append(
                pdf,
                (7, Filled.Replace("14 0 R", "8 0 R", StringComparison.Ordinal))
            ),
            "signature taken away" => Edit(4, "/V 5 0 R", ""),
            "signature exchanged" => Edit(
                4,
                "/V 5 0 R",
                "/V 14 0 R",
                (14, "<< /Type /Sig /SubFilter /adbe.pkcs7.detached >>")
            ),
            _ => MakeTricks(attack, pdf),
        };
    }

    private static byte[]? MakeTricks(string attack, byte[] pdf) =>
        attack switch
        {
            "other root" => Update.Append(
                pdf,
                "/Root 14 0 R",
                Update.Edit(pdf, 1, "/Pages 2", "/Pages 12") with
                {
                    Number = 14,
                }
            ),
            "cross-reference leaves out the signed revision" => Rewritten(pdf),
            "cross-reference loop" => Update.Append(pdf, $"/Prev {pdf.Length}", Array.Empty<(int, string?)>()),
            "cross-reference leads an object astray" => Astray(pdf),
            "encrypted afterwards" => Update.Append(
                pdf,
                "/Encrypt << /Filter /Standard >>",
                Array.Empty<(int, string?)>()
            ),
            _ => null,
        };

    // Everything once more behind the signed octets, with a cross-reference of its own.
    private static byte[] Rewritten(byte[] pdf)
    {
        var all = Enumerable
            .Range(1, 4)
            .Concat(Enumerable.Range(6, 2))
            .Select(n => Update.Edit(pdf, n, "/", "/"))
            .ToArray();
        var again = Update.Append(pdf, all);
        var text = System.Text.Encoding.Latin1.GetString(again);
        var previous = text.LastIndexOf("/Prev", StringComparison.Ordinal);
        var signature = text.IndexOf("5 0 obj", StringComparison.Ordinal);
        var table = text.LastIndexOf("6 1\n", StringComparison.Ordinal);
        var cut = text[..table] + $"5 1\n{signature:D10} 00000 n \n" + text[table..previous];
        return System.Text.Encoding.Latin1.GetBytes(
            cut + " >>" + text[text.LastIndexOf("\nstartxref", StringComparison.Ordinal)..]
        );
    }

    private static byte[] Astray(byte[] pdf)
    {
        var again = Update.Append(pdf, Update.Edit(pdf, 9, "/Helvetica", "/Symbol"));
        var at = System.Text.Encoding.Latin1.GetString(again).LastIndexOf("9 1\n", StringComparison.Ordinal);
        "8"u8.CopyTo(again.AsSpan(at));
        return again;
    }

    private static byte[]? MakeRestricted(string attack)
    {
        byte[] Fill(HandSigned signed) => Update.Append(signed.Build(), (7, Filled), (14, Look));
        return attack switch
        {
            "level 1, then a form field" => Fill(Certified(1)),
            "level 1, then a further field" => WithField(Certified(1).Build()),
            "level 2, then an annotation" => WithAnnotation(Certified(2).Build()),
            "level 3, then a look that pages draw with" => Update.Append(
                (Certified(3) with { PageContents = "14 0 R" }).BuildWith(DrawnAnnotation("8")),
                (14, DrawnAnnotation("9"))
            ),
            "lock of the field, then filled in" => Fill(
                Plain with
                {
                    FieldEntries = Lock("/Action /Include /Fields [(Diem)]"),
                }
            ),
            "lock of all with P 1, then filled in" => Fill(Plain with { FieldEntries = Lock("/Action /All /P 1") }),
            "FieldMDP, then filled in" => Fill(
                Plain with
                {
                    SignatureEntries =
                        "/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Exclude /Fields [(X)] >> >>]",
                }
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "No such attack."),
        };
    }

    private static string DrawnAnnotation(string mark) =>
        $"<< /Type /Annot /Rect [0 0 9 9] /Length 14 >>\nstream\nBT ({mark}) Tj ET  \nendstream";

    private static string Lock(string entries) => $"/Lock << /Type /SigFieldLock {entries} >>";

    private static byte[] WithAnnotation(byte[] pdf, string annotation = Annotation) =>
        Update.Append(pdf, Update.Edit(pdf, 3, "7 0 R]", "7 0 R 14 0 R]"), (14, annotation));

    private static byte[] WithField(byte[] pdf) =>
        Update.Append(
            pdf,
            Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"),
            Update.Edit(pdf, 3, "7 0 R]", "7 0 R 14 0 R]"),
            (14, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S2) /Rect [0 0 0 0] /P 3 0 R >>")
        );

    private static byte[] ValidationData(byte[] pdf) =>
        Update.Append(
            pdf,
            Update.Edit(pdf, 1, "/Pages", "/DSS << /Certs [14 0 R] >> /Pages"),
            (14, "<< /Length 2 >>\nstream\nq \nendstream")
        );
}
