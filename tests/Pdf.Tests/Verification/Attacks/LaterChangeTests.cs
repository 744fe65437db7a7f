// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>
/// What an attacker saves behind a signature: catalog, pages, forms, annotations, and the shadow attacks (NDSS 2021). The
/// report names the object.
/// </summary>
public sealed partial class LaterChangeTests
{
    private const string Script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
    private const string Look =
        "<< /Type /XObject /Subtype /Form /BBox [0 0 90 90] /Length 14 >>\nstream\nBT (9) Tj ET  \nendstream";

    private static readonly Dictionary<string, (Func<byte[]> Make, string Reason)> s_attacks = new(
        StringComparer.Ordinal
    )
    {
        ["OpenAction added"] = (() => Catalog($"/OpenAction {Script}"), "the catalog: /OpenAction was changed"),
        ["AA of the catalog added"] = (() => Catalog($"/AA << /WC {Script} >>"), "the catalog: /AA was changed"),
        ["JavaScript in the name tree added"] = (
            () => Catalog($"/Names << /JavaScript << /Names [(x) {Script}] >> >>"),
            "the catalog: /Names was changed"
        ),
        ["name tree replaced"] = (
            () => Changed(Extra("/Names 14 0 R", "<< /Dests << /Names [(a) 3 0 R] >> >>"), 14, "(a)", "(b)"),
            "object 14: the object was changed"
        ),
        ["optional content added"] = (
            () => Catalog("/OCProperties << /OCGs [] /D << >> >>"),
            "the catalog: /OCProperties was changed"
        ),
        ["optional content: default state changed"] = (
            () => Changed(Layers(), 14, "/OFF [15 0 R]", "/OFF []"),
            "object 14: the object was changed"
        ),
        ["optional content group renamed"] = (
            () => Changed(Layers(), 15, "(Diem)", "(Dien)"),
            "object 15 (OCG): the object"
        ),
        ["Perms added"] = (() => Catalog("/Perms << /DocMDP 5 0 R >>"), "the catalog: /Perms was changed"),
        ["Version to no name"] = (
            () => Changed((Attack.Plain with { CatalogEntries = "/Version /1.7" }).Build(), 1, "/Version /1.7", ""),
            "the catalog: /Version was changed"
        ),
        ["page labels added"] = (() => Catalog("/PageLabels << /Nums [] >>"), "the catalog: /PageLabels was changed"),
        ["XFA added"] = (() => Form("/XFA (x)"), "the form: /XFA was changed"),
        ["order of calculation added"] = (() => Form("/CO [7 0 R]"), "the form: /CO was changed"),
        ["SigFlags taken back"] = (
            () => Changed(Attack.Plain.Build(), 6, "/SigFlags 3", "/SigFlags 0"),
            "the form: /SigFlags was changed"
        ),
        ["page: MediaBox"] = (() => Page("[0 0 300 300]", "[0 0 30 30]"), "object 3 (Page): /MediaBox was changed"),
        ["page: CropBox"] = (
            () => Page("/Contents", "/CropBox [0 0 9 9] /Contents"),
            "object 3 (Page): /CropBox was changed"
        ),
        ["page: Rotate"] = (() => Page("/Contents", "/Rotate 180 /Contents"), "object 3 (Page): /Rotate was changed"),
        ["page: Resources"] = (() => Page("9 0 R", "14 0 R"), "object 3 (Page): /Resources was changed"),
        ["page: UserUnit"] = (
            () => Page("/Contents", "/UserUnit 9 /Contents"),
            "object 3 (Page): /UserUnit was changed"
        ),
        ["page: AA"] = (
            () => Page("/Contents", $"/AA << /O {Script} >> /Contents"),
            "object 3 (Page): /AA was changed"
        ),
        ["page tree: inherited MediaBox"] = (
            () => Changed(Attack.Plain.Build(), 2, "/Count", "/MediaBox [0 0 9 9] /Count"),
            "object 2 (Pages): the object was changed"
        ),
        ["page tree: inherited Rotate"] = (
            () => Changed(Attack.Plain.Build(), 2, "/Count", "/Rotate 90 /Count"),
            "object 2 (Pages): the object was changed"
        ),
        ["page tree: a page more"] = (
            () => Changed(Attack.Plain.Build(), 2, "[3 0 R] /Count 1", "[3 0 R 13 0 R] /Count 2"),
            "object 2 (Pages): the object was changed"
        ),
        ["page tree: other node through its array"] = (
            () => Changed((Attack.Plain with { }).BuildWith("[13 0 R]"), 12, "[13 0 R]", "[3 0 R]"),
            "object 12 (Pages): the object was changed"
        ),
        ["field: DV"] = (() => Field("/V (8)", "/DV (9) /V (8)"), "object 7: /DV of the form field Diem was changed"),
        ["field: MK"] = (
            () => Field("/V (8)", "/MK << /BG [1 1 1] >> /V (8)"),
            "object 7: /MK of the form field Diem was changed"
        ),
        ["field: Rect"] = (
            () => Field("[9 9 99 99]", "[0 0 300 300]"),
            "object 7: /Rect of the form field Diem was changed"
        ),
        ["field: F"] = (() => Field("/V (8)", "/F 2 /V (8)"), "object 7: /F of the form field Diem was changed"),
        ["field: AA"] = (
            () => Field("/V (8)", $"/AA << /K {Script} >> /V (8)"),
            "object 7: /AA of the form field Diem"
        ),
        ["field: Ff"] = (() => Field("/V (8)", "/Ff 1 /V (8)"), "object 7: /Ff of the form field Diem was changed"),
        ["field: Kids"] = (
            () => Field("/V (8)", "/Kids [14 0 R] /V (8)", (14, "<< /Rect [0 0 9 9] >>")),
            "object 7: /Kids"
        ),
        ["field of a signature: Rect"] = (
            () => Changed(Attack.Plain.Build(), 4, "[0 0 0 0]", "[0 0 300 300]"),
            "object 4: the signed field S1: /Rect was changed"
        ),
        ["field of a signature: AP"] = (
            () => Changed(Attack.Plain.Build(), 4, "/V 5 0 R", "/V 5 0 R /AP << /N 14 0 R >>", (14, Look)),
            "object 4: the signed field S1: /AP was changed"
        ),
        ["field of a signature: MK"] = (
            () => Changed(Attack.Plain.Build(), 4, "/V 5 0 R", "/V 5 0 R /MK << >>"),
            "object 4: the signed field S1: /MK was changed"
        ),
        ["look of a signature replaced"] = (
            () =>
                Update.Append(
                    (Attack.Plain with { FieldEntries = "/AP << /N 14 0 R >>" }).BuildWith(Look),
                    (14, Look.Replace("(9)", "(8)", StringComparison.Ordinal))
                ),
            "object 14 (XObject): the look of the signature S1 was changed"
        ),
        ["hide (shadow): the overlay is freed"] = (
            () => Update.Append(WithOverlay(), (14, null)),
            "object 14 (XObject): the object was removed"
        ),
        ["hide (shadow): the overlay draws nothing"] = (
            () =>
                Update.Append(
                    WithOverlay(),
                    (14, Overlay.Replace("0 0 300 300 re f", "                ", StringComparison.Ordinal))
                ),
            "object 14 (XObject): the object was changed"
        ),
        ["hide (shadow): the overlay is of another type"] = (
            () => Changed(WithOverlay(), 14, "/Subtype /Form", "/Subtype /XXXX"),
            "object 14 (XObject): the object was"
        ),
        ["hide (shadow): annotation over the page freed"] = (
            () => Changed(WithCover(), 3, "7 0 R 14 0 R]", "7 0 R]", (14, null)),
            "object 3 (Page): an entry of a list was removed"
        ),
        ["hide (shadow): reference of another generation"] = (
            () => Changed(WithCover(), 3, "14 0 R]", "14 1 R]"),
            "object 3 (Page): an entry of a list was removed"
        ),
        ["hide (shadow): the dictionary of the content stands in place of its stream"] = (
            () => Page("8 0 R", "<< /Length 29 >>"),
            "object 3 (Page): /Contents was changed"
        ),
        ["hide (shadow): a resource under a name with other octets"] = (
            () => Changed(WithOddName(), 3, "/F#ff", "/F#fe"),
            "object 3 (Page): /Resources was changed"
        ),
        ["hide (shadow): a form field that is the state of the layers as well"] = (
            () => Changed(LayersInField(), 14, "/V (1) /AS []", "/V (2) /AS [<< /Event /View /OCGs [15 0 R] >>]"),
            "object 14: /AS of the form field Layers was changed"
        ),
        ["replace (shadow): font with other glyphs"] = (
            () => Changed(Attack.Plain.Build(), 9, "/Helvetica", "/ZapfDingbats"),
            "object 9 (Font): the object was changed"
        ),
        ["replace (shadow): encoding of the font"] = (
            () => Changed(FontWithEncoding(), 14, "/eight", "/nine"),
            "object 14: the object was changed"
        ),
        ["replace (shadow): form value under its look"] = (
            () => Update.Append(Attack.Plain.Build(), (10, Look)),
            "object 10 (XObject): the look of the form field Diem was changed, not its value"
        ),
        ["hide and replace (shadow): all hidden objects put in use"] = (
            () => Update.Append(WithHidden(), Redefined(3, 14)),
            "object 3 (Page): /Contents was changed"
        ),
        ["hide and replace (shadow): the cross-reference leads to hidden octets"] = (
            () => Structures.WithEntry(WithHiddenInside(), 8, "8 0 obj\n<< /Length 28 >>"),
            "object 8: the object was changed: the content of pages"
        ),
        ["direct annotation changed"] = (
            () =>
                Page(
                    "<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] >>",
                    "<< /Type /Annot /Subtype /Square /Rect [0 0 300 300] >>",
                    DirectAnnotation()
                ),
            "object 3 (Page): an entry that stands in the list itself was changed"
        ),
        ["direct annotation added"] = (
            () => Page("7 0 R]", "7 0 R << /Subtype /Square /Rect [0 0 9 9] >>]"),
            "object 3 (Page): the annotation 0 was added"
        ),
        ["field that is a stream pages draw"] = (
            () => Update.Append(StreamField("8"), (14, StreamFieldBody("9"))),
            "object 14 (Annot): the object was changed"
        ),
        ["annotation put into a new signature field"] = (
            () =>
                Attack.Plain.Sign(
                    Changed(
                        (Attack.Plain with { }).BuildWith("<< /Subtype /FreeText /Rect [0 0 300 300] /Contents (9) >>"),
                        6,
                        "7 0 R]",
                        "7 0 R 15 0 R]",
                        Update.Edit(Attack.Plain.Build(), 3, "7 0 R]", "7 0 R 14 0 R]"),
                        (15, "<< /FT /Sig /T (S2) /Kids [14 0 R] >>")
                    )
                ),
            "object 14: it was made a part of the new signature field S2"
        ),
        ["unsigned signature field that shows something"] = (
            () => NewField("/Subtype /Widget /Rect [0 0 300 300] /AP << /N 15 0 R >>"),
            "object 14: the signature field S2 is not signed, and shows something"
        ),
        ["unsigned signature field of no size with a look of some"] = (
            () => NewField("/Subtype /Widget /Rect [0 0 0 0] /AP << /N 15 0 R >>"),
            "object 14: the signature field S2 is not signed, and shows something"
        ),
        ["unsigned signature field without a rectangle, with a look"] = (
            () => NewField("/Subtype /Widget /AP << /N << /On 15 0 R >> >>"),
            "object 14: the signature field S2 is not signed, and shows something"
        ),
        ["unsigned signature field that viewers paint"] = (
            () => NewField("/Subtype /Widget /Rect [0 0 300 300] /MK << /BG [1 1 1] >>"),
            "object 14: the signature field S2 is not signed, and shows something"
        ),
        ["new signature field that is a text annotation"] = (
            () => NewField("/Subtype /FreeText /Rect [0 0 0 0] /Contents (9)"),
            "object 14: /Subtype does not belong in the new signature field S2"
        ),
        ["new signature field with a script"] = (
            () => NewField($"/Subtype /Widget /Rect [0 0 0 0] /AA << /E {Script} >>"),
            "object 14: /AA does not belong in the new signature field S2"
        ),
        ["text annotation below a new signature field"] = (
            () => NewField("/Kids [15 0 R]", "<< /T (x) /Subtype /FreeText /Rect [0 0 300 300] /Parent 14 0 R >>"),
            "object 15: /Subtype does not belong in the new signature field S2.x"
        ),
        ["bytes that no cross-reference names"] = (
            () => Structures.WithJunk("14 0 obj\n<< /Type /Catalog /Pages 12 0 R >>\nendobj\n"),
            "belongs to no object that a cross-reference names"
        ),
    };

    public static TheoryData<string> Names { get; } = [.. s_attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_WhenSavedAfterSigning_NamesTheObject(string attack)
    {
        var (make, reason) = s_attacks[attack];
        Attack.RequireBroken(make(), WhyOf(attack), reason);
    }

    /// <summary>The update before has saved the same objects with the same meaning.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_WhenSavedBehindAnUpdateThatMovesValuesAside_NamesTheObject(string attack)
    {
        var (make, reason) = s_attacks[attack];
        var saved = Array.Empty<byte>();
        var pdf = Update.Between(make(), (signed, touched) => saved = Update.MoveAside(signed, touched));

        Attack.RequireIntact(saved);
        Attack.RequireBroken(pdf, WhyOf(attack), reason);
    }

    public static TheoryData<string> NamesOfObjects { get; } =
    [.. s_attacks.Keys.Where(static a => WhyOf(a) == SubIndication.HashFailure)];

    /// <summary>The attack is written into the objects that the update before has made: they are what counts then.</summary>
    [Theory]
    [MemberData(nameof(NamesOfObjects))]
    public void Verify_WhenSavedIntoWhatAnUpdateMovedAside_IsBroken(string attack)
    {
        var report = Attack.Verifier.Verify(Update.ThroughMoved(s_attacks[attack].Make()), Attack.Context);

        Assert.Equal((Integrity.Broken, SubIndication.HashFailure), (report.Integrity, report.SubIndication));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_WhenSavedBehindValidationData_NamesTheObject(string attack)
    {
        var (make, reason) = s_attacks[attack];
        var saved = Array.Empty<byte>();
        var pdf = Update.Between(make(), (signed, _) => saved = Update.AddStore(signed));

        Attack.RequireIntact(saved);
        Attack.RequireBroken(pdf, WhyOf(attack), reason);
    }

    private static SubIndication WhyOf(string attack) =>
        attack.StartsWith("bytes", StringComparison.Ordinal) ? SubIndication.FormatFailure : SubIndication.HashFailure;

    /// <summary>Every attack that rests on a later revision is told in that revision's words, for the signature it breaks.</summary>
    [Fact]
    public void Verify_WhenSavedAfterSigning_TellsEachChangeWithItsVerdict()
    {
        var pdf = Attack.Plain.Build();
        var report = Attack.Verifier.Verify(
            Update.Append(
                pdf,
                Update.Edit(pdf, 7, "/V (8)", "/V (9)"),
                Update.Edit(pdf, 9, "/Helvetica", "/Symbol"),
                Update.Edit(pdf, 1, "/Pages", "/DSS << >> /Pages")
            ),
            Attack.Context
        );

        var warnings = Assert.Single(report.Signatures).Warnings;
        Assert.Contains("Revision 2, object 7: the form field Diem was filled in: allowed", warnings);
        Assert.Contains("Revision 2, the catalog: validation data (DSS): allowed", warnings);
        Assert.Contains(
            "Revision 2, object 9 (Font): the object was changed: not allowed, the content of pages may not be changed",
            warnings
        );
        Assert.Equal("covers revision 1 of 2", Assert.Single(report.Signatures[0].SignedPaths));
    }
}
