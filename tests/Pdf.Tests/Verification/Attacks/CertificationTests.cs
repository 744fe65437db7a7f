// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>
/// What certification (DocMDP), FieldMDP and locks forbid: the evil annotation and the sneaky signature attack (EAA, SSA) of
/// "Breaking the Specification: PDF Certification" (2021), and everything that loosens the permission itself.
/// </summary>
public sealed class CertificationTests
{
    private const string Look =
        "<< /Type /XObject /Subtype /Form /BBox [0 0 90 90] /Length 14 >>\nstream\nBT (9) Tj ET  \nendstream";
    private const SubIndication Hash = SubIndication.HashFailure;
    private const SubIndication Format = SubIndication.FormatFailure;
    private const string Covers = "such an annotation can cover what the page shows";
    private const string NoAnnotations = "annotations may not be changed";

    private static readonly Dictionary<string, (Func<byte[]> Make, SubIndication Why, string Reason)> s_attacks = new(
        StringComparer.Ordinal
    )
    {
        ["Perms removed"] = (
            () => Changed(Certified(1), 1, "/Perms << /DocMDP 5 0 R >>", ""),
            Hash,
            "the catalog: /Perms was changed"
        ),
        ["Perms replaced by another object"] = (
            () => Changed(Certified(1), 1, "/DocMDP 5 0 R", "/DocMDP 14 0 R", (14, "<< /Type /Sig >>")),
            Hash,
            "the catalog: /Perms was changed"
        ),
        ["Perms behind a reference replaced"] = (
            () => Update.Append(IndirectPermissions(), (14, "<< /UR3 5 0 R >>")),
            Hash,
            "object 14: the object was changed"
        ),
        ["Perms points to another signature"] = (
            () => Sign(Attack.Certified(1) with { CatalogEntries = "/Perms << /DocMDP 14 0 R >>" }, "<< /Type /Sig >>"),
            Format,
            "The signature certifies (DocMDP), and /Perms of the catalog names another signature"
        ),
        ["Perms points to a signature that does not certify"] = (
            () => (Attack.Plain with { CatalogEntries = "/Perms << /DocMDP 5 0 R >>" }).Build(),
            Format,
            "/Perms of the catalog says that the signature certifies, and it has no DocMDP transform"
        ),
        ["Perms points to a copy of the signature"] = (
            () => Sign(Attack.Certified(1) with { CatalogEntries = "/Perms << /DocMDP << /Type /Sig >> >>" }),
            Format,
            "/Perms of the catalog names another signature"
        ),
        ["level of the certification patched"] = (
            () => Update.Patch(Certified(1), "/P 1 /V", "/P 3 /V"),
            Hash,
            "The message digest is not the digest"
        ),
        ["level that does not exist"] = (
            () => Certified(4),
            Format,
            "The permission /P of the signature is none of 1, 2 and 3"
        ),
        ["FieldMDP without parameters"] = (
            () => (Attack.Plain with { SignatureEntries = "/Reference [<< /TransformMethod /FieldMDP >>]" }).Build(),
            Format,
            "A FieldMDP transform has no parameters"
        ),
        ["level 1: form filled in"] = (
            () => Filled(Certified(1)),
            Hash,
            "object 7: the form field Diem was filled in: it allows"
        ),
        ["level 1: annotation"] = (() => Annotated(Certified(1), "Text"), Hash, NoAnnotations),
        ["level 1: page content"] = (
            () => Update.Append(Certified(1), (8, "<< /Length 2 >>\nstream\nq \nendstream")),
            Hash,
            "object 8: the object was changed: the content of pages"
        ),
        ["level 1: further signature"] = (
            () => Signed(Certified(1)),
            Hash,
            "object 14: the signature field S2 was added: it allows no changes"
        ),
        ["level 1: metadata"] = (
            () => Metadata(Attack.Certified(1)),
            Hash,
            "object 14 (Metadata): metadata: it allows no changes"
        ),
        ["level 1: title of the document"] = (
            () => Titled(Attack.Certified(1)),
            Hash,
            "object 14: document information: /Title: it allows no changes"
        ),
        ["level 2: annotation"] = (() => Annotated(Certified(2), "Text"), Hash, NoAnnotations),
        ["level 2: EAA by FreeText"] = (() => Annotated(Certified(2), "FreeText"), Hash, NoAnnotations),
        ["level 2: EAA by Stamp"] = (() => Annotated(Certified(2), "Stamp"), Hash, NoAnnotations),
        ["level 2: EAA by Redact"] = (() => Annotated(Certified(2), "Redact"), Hash, NoAnnotations),
        ["level 2: SSA, visible field"] = (
            () => NewField(Certified(2), "/Rect [0 0 300 300]"),
            Hash,
            "object 14: the signature field S2 was added: a certified document may not get new visible fields"
        ),
        ["level 2: SSA, visible and signed"] = (
            () => Signed(Certified(2), "[0 0 300 300]"),
            Hash,
            "object 14: the signature field S2 was added: a certified document may not get new visible fields"
        ),
        ["level 2: SSA, visible widget below an invisible field"] = (
            () => NewField(Certified(2), "/Kids [15 0 R]", "<< /Subtype /Widget /Rect [0 0 300 300] /Parent 14 0 R >>"),
            Hash,
            "object 14: the signature field S2 was added: a certified document may not get new visible fields"
        ),
        ["level 2: SSA, rectangle behind a reference"] = (
            () => NewField(Certified(2), "/Rect [0 0 15 0 R 15 0 R]", "300"),
            Hash,
            "a certified document may not get new visible fields"
        ),
        ["level 3: EAA by FreeText"] = (
            () => Annotated(Certified(3), "FreeText"),
            Hash,
            "object 3 (Page): the annotation 14 was added: " + Covers
        ),
        ["level 3: EAA by StrikeOut"] = (() => Annotated(Certified(3), "StrikeOut", "/C [1 1 1]"), Hash, Covers),
        ["level 3: EAA by Underline"] = (() => Annotated(Certified(3), "Underline", "/C [1 1 1]"), Hash, Covers),
        ["level 3: EAA by Stamp"] = (() => Annotated(Certified(3), "Stamp"), Hash, Covers),
        ["level 3: EAA by Redact"] = (() => Annotated(Certified(3), "Redact"), Hash, Covers),
        ["level 3: EAA by Watermark"] = (() => Annotated(Certified(3), "Watermark"), Hash, Covers),
        ["level 3: EAA by an unknown type"] = (() => Annotated(Certified(3), "Evil"), Hash, Covers),
        ["level 3: EAA by a note with an appearance"] = (
            () => Annotated(Certified(3), "Text", "/AP << /N 10 0 R >>"),
            Hash,
            Covers
        ),
        ["level 3: EAA by a filled square"] = (() => Annotated(Certified(3), "Square", "/IC [1 1 1]"), Hash, Covers),
        ["level 3: EAA by a white line over a mark"] = (
            () => Annotated(Certified(3), "Line", "/L [9 9 99 9] /C [1 1 1] /BS << /W 40 >>"),
            Hash,
            Covers
        ),
        ["level 3: EAA by white ink"] = (
            () => Annotated(Certified(3), "Ink", "/InkList [[9 9 99 9]] /C [1 1 1] /BS << /W 40 >>"),
            Hash,
            Covers
        ),
        ["level 3: annotation with an action"] = (
            () => Annotated(Certified(3), "Text", "/A << /S /JavaScript /JS (1) >>"),
            Hash,
            Covers
        ),
        ["level 3: annotation that was signed is taken away"] = (
            () => Changed(WithStamp(), 3, "7 0 R 14 0 R]", "7 0 R]"),
            Hash,
            "object 3 (Page): an entry of a list was removed, doubled or moved: " + Covers
        ),
        ["level 3: annotation that was signed is changed"] = (
            () => Changed(WithStamp(), 14, "[0 0 9 9]", "[0 0 300 300]"),
            Hash,
            "object 14 (Annot): the object was changed: " + Covers
        ),
        ["level 3: annotations in another order"] = (
            () => Changed(WithStamp(), 3, "7 0 R 14 0 R]", "14 0 R 7 0 R]"),
            Hash,
            "object 3 (Page): an entry of a list was removed, doubled or moved: " + Covers
        ),
        ["level 3: page content"] = (
            () => Update.Append(Certified(3), (8, "<< /Length 2 >>\nstream\nq \nendstream")),
            Hash,
            "object 8: the object was changed: the content of pages"
        ),
        ["lock names a group: a field in it is filled in"] = (
            () => Filled((InGroup("/Lock << /Action /Include /Fields [(Lop)] >>")).BuildWith(Group), "/T (Diem)"),
            Hash,
            "object 7: the form field Lop.Diem was filled in: it locks the field Lop.Diem"
        ),
        ["lock stands in the group of the signature's field"] = (
            () => Filled(LockInGroup().BuildWith("<< /T (Ky) /FT /Sig /Kids [4 0 R] /Lock << /Action /All >> >>")),
            Hash,
            "object 7: the form field Diem was filled in: it locks the field Diem"
        ),
        ["lock behind a reference taken away"] = (
            () =>
                Update.Append(
                    (Attack.Plain with { FieldEntries = "/Lock 14 0 R" }).BuildWith("<< /Action /All >>"),
                    (14, "<< /Action /Exclude >>")
                ),
            Hash,
            "object 14: the object was changed"
        ),
        ["lock of a signed field taken away"] = (
            () =>
                Changed(
                    (Attack.Plain with { FieldEntries = "/Lock << /Action /All >>" }).Build(),
                    4,
                    "/Lock << /Action /All >>",
                    ""
                ),
            Hash,
            "object 4: the signed field S1: /Lock was changed"
        ),
        ["lock of all with level 1: a further signature"] = (
            () => Signed((Attack.Plain with { FieldEntries = "/Lock << /Action /All /P 1 >>" }).Build()),
            Hash,
            "it allows no changes"
        ),
        ["FieldMDP over all: a field is filled in"] = (
            () =>
                Filled(
                    (
                        Attack.Plain with
                        {
                            SignatureEntries =
                                "/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /All >> >>]",
                        }
                    ).Build()
                ),
            Hash,
            "object 7: the form field Diem was filled in: it locks the field Diem"
        ),
        ["FieldMDP: what the second locked, filled in later"] = (
            () => Filled(Signed(Plain(), lockEntries: "/Lock << /Action /Include /Fields [(Diem)] >>")),
            Hash,
            "Revision 3, object 7: the form field Diem was filled in: it locks the field Diem"
        ),
    };

    public static TheoryData<string> Names { get; } = [.. s_attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_WhenTheSignerForbadeIt_SaysWhatWasForbidden(string attack)
    {
        var (make, why, reason) = s_attacks[attack];
        Attack.RequireBroken(make(), why, reason);
    }

    private static readonly Dictionary<string, (Func<byte[]> Make, string Warning)> s_allowed = new(
        StringComparer.Ordinal
    )
    {
        ["level 2: filled in"] = (() => Filled(Certified(2)), "object 7: the form field Diem was filled in: allowed"),
        ["level 2: further signature, invisible"] = (
            () => Signed(Certified(2)),
            "object 14: the signature field S2 was added: allowed"
        ),
        ["level 2: filled in, then signed, then validation data"] = (
            () => ValidationData(Signed(Filled(Certified(2)))),
            "Revision 4, the catalog: validation data (DSS): allowed"
        ),
        ["level 1: validation data"] = (
            () => ValidationData(Certified(1)),
            "the catalog: validation data (DSS): allowed"
        ),
        ["level 1: time of the change"] = (
            () => Titled(Attack.Certified(1), "/ModDate (D:2026)"),
            "object 14: document information: /ModDate: allowed"
        ),
        ["level 3: yellow marking without a look of its own"] = (
            () => Annotated(Certified(3), "Highlight", "/C [1 1 0]"),
            "object 3 (Page): the annotation 14 was added: allowed"
        ),
        ["level 3: marking taken away again"] = (
            () => Changed(Annotated(Certified(3), "Highlight", "/C [1 1 0]"), 3, "7 0 R 14 0 R]", "7 0 R]"),
            "an entry of a list was removed, doubled or moved: allowed"
        ),
        ["nothing forbidden: metadata"] = (() => Metadata(Attack.Plain), "object 14 (Metadata): metadata: allowed"),
        ["nothing forbidden: title"] = (() => Titled(Attack.Plain), "object 14: document information: /Title: allowed"),
        ["nothing forbidden: second signature, visible"] = (
            () => Signed(Plain(), "[0 0 100 50]"),
            "object 14: the signature field S2 was added: allowed"
        ),
        ["nothing forbidden: field for a signature to come"] = (
            () => NewField(Plain(), "/Rect [0 0 100 50]"),
            "object 14: the signature field S2 was added: allowed"
        ),
        ["nothing forbidden: extensions"] = (
            () =>
                Changed(
                    Plain(),
                    1,
                    "/Pages",
                    "/Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >> /Pages"
                ),
            "the catalog: /Extensions: allowed"
        ),
        ["nothing forbidden: version"] = (
            () => Changed(Plain(), 1, "/Pages", "/Version /2.0 /Pages"),
            "the catalog: /Version: allowed"
        ),
        ["lock of another field"] = (
            () =>
                Filled((Attack.Plain with { FieldEntries = "/Lock << /Action /Include /Fields [(Diem2)] >>" }).Build()),
            "object 7: the form field Diem was filled in: allowed"
        ),
        ["lock of all but one"] = (
            () =>
                Filled((Attack.Plain with { FieldEntries = "/Lock << /Action /Exclude /Fields [(Diem)] >>" }).Build()),
            "object 7: the form field Diem was filled in: allowed"
        ),
        ["hybrid update with validation data"] = (
            () => Structures.HybridStore(Plain()),
            "the catalog: validation data (DSS): allowed"
        ),
        ["update with streams that fills in"] = (
            () => Structures.Streamed(Plain(), 14, [(7, Update.Edit(Plain(), 7, "/V (8)", "/V (9)").Body!)]),
            "object 7: the form field Diem was filled in: allowed"
        ),
    };

    public static TheoryData<string> Allowed { get; } = [.. s_allowed.Keys];

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Verify_WhenTheSignerAllowsIt_IsIntactAndTellsTheChange(string change)
    {
        var (make, warning) = s_allowed[change];
        var warnings = Attack.RequireIntact(make());

        Assert.Contains(warnings, w => w.Contains(warning, StringComparison.Ordinal));
    }

    private const string Group = "<< /T (Lop) /Kids [7 0 R] >>";

    private static byte[] Plain() => Attack.Plain.Build();

    private static byte[] Certified(int level) => Attack.Certified(level).Build();

    private static byte[] Sign(HandSigned signed, params string[] more) => signed.BuildWith(more);

    private static byte[] Changed(byte[] pdf, int number, string old, string now, params (int, string?)[] more) =>
        Update.Append(pdf, [Update.Edit(pdf, number, old, now), .. more]);

    private static byte[] Filled(byte[] pdf, string name = "/T (Diem)") =>
        Update.Append(pdf, Update.Edit(pdf, 7, name + " /V (8)", name + " /V (9)"));

    private static byte[] Annotated(byte[] pdf, string subtype, string entries = "") =>
        Changed(
            pdf,
            3,
            "7 0 R]",
            "7 0 R 14 0 R]",
            (14, $"<< /Type /Annot /Subtype /{subtype} /Rect [0 0 300 300] /Contents (Diem 10) {entries} >>")
        );

    private static byte[] NewField(byte[] pdf, string entries, string more = Look) =>
        Update.Append(
            pdf,
            Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"),
            Update.Edit(pdf, 3, "7 0 R]", "7 0 R 14 0 R]"),
            (14, $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (S2) /P 3 0 R {entries} >>"),
            (15, more)
        );

    private static byte[] Signed(byte[] pdf, string rectangle = "[0 0 0 0]", string lockEntries = "") =>
        Attack.Plain.Sign(NewField(pdf, $"/Rect {rectangle} /V 15 0 R {lockEntries}", HandSigned.Dictionary()));

    private static byte[] ValidationData(byte[] pdf) =>
        Changed(pdf, 1, "/Pages", "/DSS << /Certs [16 0 R] >> /Pages", (16, "<< /Length 2 >>\nstream\nq \nendstream"));

    private static string Xmp(string title) =>
        $"<< /Type /Metadata /Subtype /XML /Length {title.Length} >>\nstream\n{title}\nendstream";

    private static byte[] Metadata(HandSigned signed) =>
        Update.Append(
            (signed with { CatalogEntries = signed.CatalogEntries + " /Metadata 14 0 R" }).BuildWith(Xmp("<x>8</x>")),
            (14, Xmp("<x>9</x>"))
        );

    private static byte[] Titled(HandSigned signed, string entries = "/Title (Diem 9)") =>
        Update.Append(
            (signed with { TrailerEntries = "/Info 14 0 R" }).BuildWith("<< /Producer (P) >>"),
            "/Info 14 0 R",
            (14, $"<< /Producer (P) {entries} >>")
        );

    private static byte[] IndirectPermissions() =>
        (Attack.Certified(1) with { CatalogEntries = "/Perms 14 0 R" }).BuildWith("<< /DocMDP 5 0 R >>");

    private static byte[] WithStamp() =>
        (Attack.Certified(3) with { MoreAnnotations = "14 0 R" }).BuildWith(
            "<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] >>"
        );

    private static HandSigned InGroup(string entries) =>
        Attack.Plain with
        {
            FieldEntries = entries,
            Fields = "4 0 R 14 0 R",
        };

    private static HandSigned LockInGroup() => Attack.Plain with { Fields = "14 0 R 7 0 R" };
}
