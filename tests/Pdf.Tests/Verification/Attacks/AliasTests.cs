// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>
/// One dictionary that is two things: what may be exchanged in the catalog, the form or a field is what the page draws. And
/// what refers to them in honest files, and has to stay intact.
/// </summary>
public sealed class AliasTests
{
    private const string Locked = "/Lock << /Type /SigFieldLock /Action /All /P 1 >>";
    private const string Used = "is used for something else as well";
    private const string Changed = "the object was changed";

    private static readonly Dictionary<string, (Func<byte[]> Make, string Reason)> s_attacks = new(
        StringComparer.Ordinal
    )
    {
        ["catalog as XObjects: DSS exchanged"] = (() => Catalog("/XObject 1 0 R", "/DSS"), Used),
        ["catalog as XObjects: Extensions exchanged"] = (() => Catalog("/XObject 1 0 R", "/Extensions"), Used),
        ["catalog as XObjects: Metadata exchanged"] = (() => Catalog("/XObject 1 0 R", "/Metadata"), Used),
        ["catalog as XObjects: by an object that leads there"] = (
            () => Catalog("/XObject 16 0 R", "/DSS", "1 0 R"),
            Used
        ),
        ["catalog as XObjects: DSS replaced where it is"] = (() => InPlace("/XObject 1 0 R", "/DSS 14 0 R"), Changed),
        ["catalog as XObjects: Extensions replaced where they are"] = (
            () => InPlace("/XObject 1 0 R", "/Extensions 14 0 R"),
            Changed
        ),
        ["catalog as XObjects: Metadata replaced where it is"] = (
            () => InPlace("/XObject 1 0 R", "/Metadata 14 0 R", ""),
            Changed
        ),
        ["catalog as color spaces: palette replaced"] = (
            () => InPlace("/ColorSpace 1 0 R", "/DSS [/Indexed /DeviceRGB 1 14 0 R]"),
            Changed
        ),
        ["catalog as glyphs of a font"] = (
            () =>
                Exchanged(
                    (Plain() with { FontEntries = "/CharProcs 1 0 R", CatalogEntries = "/DSS 14 0 R" }).BuildWith(
                        Form(8),
                        Form(9)
                    ),
                    1
                ),
            Used
        ),
        ["DSS that is a stream"] = (() => InPlace("", "/DSS 14 0 R"), Changed),
        ["DSS becomes a stream"] = (
            () => Exchanged((Plain() with { CatalogEntries = "/DSS 14 0 R" }).BuildWith("<< >>", Form(9)), 1),
            "the catalog: /DSS was changed"
        ),
        ["Info that is a stream"] = (
            () =>
                Update.Append(
                    (Plain("") with { TrailerEntries = "/Info 14 0 R" }).BuildWith(Form(8)),
                    "/Info 14 0 R",
                    (14, Form(9))
                ),
            Changed
        ),
        ["form becomes a stream"] = (
            () =>
            {
                var pdf = Plain("").Build();
                var form = $"/Fields [4 0 R 7 0 R] /SigFlags 3 {Form(9)[2..]}";
                return Update.Append(pdf, Update.Edit(pdf, 1, "/AcroForm 6", "/AcroForm 14"), (14, "<< " + form));
            },
            "the catalog: /AcroForm was changed"
        ),
        ["form as XObjects: DR exchanged"] = (() => Exchanged(WithResources("/XObject 6 0 R"), 6), Used),
        ["form as XObjects: DR replaced where it is"] = (
            () => Update.Append(WithResources("/XObject 6 0 R"), (14, Form(9))),
            Changed
        ),
        ["DR that is a stream"] = (() => Update.Append(WithResources(""), (14, Form(9))), Changed),
        ["DR becomes another stream"] = (() => Exchanged(WithResources(""), 6), "the form: /DR was changed"),
        ["field as XObjects: look exchanged"] = (
            () =>
            {
                var pdf = WithField("(1)");
                return Update.Append(pdf, (14, "<< /FT /Tx /T (x) /V (2) /AP 16 0 R >>"), (16, Form(9)));
            },
            "object 15: the look of the form field x is used elsewhere as well"
        ),
        ["field as XObjects: value exchanged"] = (
            () =>
            {
                const string Field = "<< /FT /Tx /T (x) /V 15 0 R >>";
                var pdf = (Plain("", "/XObject 14 0 R") with { MoreFields = "14 0 R" }).BuildWith(
                    Field,
                    Form(8),
                    Form(9)
                );
                return Update.Append(pdf, Update.Edit(pdf, 14, "/V 15", "/V 16"));
            },
            Used
        ),
        ["field as XObjects: look and value replaced where they are"] = (
            () => Update.Append(WithField("16 0 R", "(1)"), (15, Form(9)), (16, "(2)")),
            Changed
        ),
        ["field as a membership of layers: policy exchanged"] = (
            () =>
            {
                var pdf = (Plain("") with { MoreFields = "14 0 R" }).BuildWith("<< /FT /Sig /T (x) /OCGs 15 0 R >>");
                return SignedAgain(
                    pdf,
                    (14, "<< /FT /Sig /T (x) /OCGs 15 0 R /V 17 0 R /P 16 0 R >>"),
                    (16, "/AllOff")
                );
            },
            "/P of the form field x was changed"
        ),
        ["page as XObjects"] = (
            () =>
            {
                var pdf = Plain("", "/XObject 3 0 R").Build();
                return Update.Append(
                    pdf,
                    Update.Edit(pdf, 3, "7 0 R]", "7 0 R 14 0 R]"),
                    Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"),
                    (14, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S2) /Rect [0 0 0 0] /P 3 0 R >>")
                );
            },
            Used
        ),
        ["comment as a membership of layers"] = (
            () =>
            {
                const string Comment = "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /P /AllOn >>";
                var pdf = (
                    Attack.Certified(3) with
                    {
                        MoreAnnotations = "14 0 R",
                        FontResources = Resources("/Properties 15 0 R"),
                    }
                ).BuildWith(Comment, "<< /Parent 14 0 R >>");
                return Update.Append(pdf, Update.Edit(pdf, 14, "/AllOn", "/AllOff"));
            },
            "object 14 (Annot): the object was changed"
        ),
    };

    public static TheoryData<string> Names { get; } = [.. s_attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_WhenAnObjectIsTwoThings_RefusesItsExchange(string attack)
    {
        var (make, reason) = s_attacks[attack];

        Attack.RequireBroken(make(), SubIndication.HashFailure, reason);
    }

    // Structure, order of calculation, actions, groups and destinations name fields and pages as well.
    [Fact]
    public void Verify_WhenOthersReferToFieldsAndPagesForTheirOwnSake_IsIntact()
    {
        var pdf = (
            Attack.Plain with
            {
                MoreFields = "14 0 R] /CO [7 0 R] /Z [",
                CatalogEntries = "/StructTreeRoot 16 0 R /Dests 19 0 R /OpenAction [3 0 R /Fit]",
                SignatureEntries =
                    "/Reference [<< /TransformMethod /FieldMDP /Data 1 0 R "
                    + "/TransformParams << /Action /Include /Fields [(none)] >> >>]",
            }
        ).BuildWith(
            "<< /T (group) /Kids 20 0 R >>",
            "<< /FT /Tx /T (kid) /V (1) /Parent 14 0 R /A << /S /Hide /T 7 0 R >> /AA << /E 21 0 R >> >>",
            "<< /Type /StructTreeRoot /K 17 0 R >>",
            "<< /S /Form /P 16 0 R /Pg 3 0 R /K [<< /Type /OBJR /Obj 7 0 R >> 18 0 R] >>",
            "<< /Type /OBJR /Obj 15 0 R /Pg 3 0 R >>",
            "<< /chapter [3 0 R /Fit] /other 22 0 R >>",
            "[15 0 R]",
            "<< /S /ResetForm /Fields [7 0 R 15 0 R] /Next << /S /Hide /T [15 0 R] >> >>",
            "[3 0 R /Fit]"
        );
        var filled = Update.Append(
            pdf,
            Update.Edit(pdf, 7, "/V (8)", "/V (9)"),
            Update.Edit(pdf, 15, "/V (1)", "/V (2)"),
            Update.Edit(pdf, 1, "/Pages", "/DSS << /Certs [] >> /Pages"),
            Update.Edit(pdf, 3, "7 0 R]", "7 0 R 30 0 R]"),
            Update.Edit(pdf, 6, "7 0 R 14 0 R]", "7 0 R 14 0 R 30 0 R]"),
            (30, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S2) /Rect [0 0 0 0] /P 3 0 R >>")
        );

        var warnings = Attack
            .RequireIntact(filled)
            .Where(static w => w.StartsWith("Revision 2", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(4, warnings.Count);
        Assert.All(warnings, static w => Assert.EndsWith(": allowed", w, StringComparison.Ordinal));
    }

    private static HandSigned Plain(string fieldEntries = Locked, string resources = "") =>
        Attack.Plain with
        {
            FieldEntries = fieldEntries,
            FontResources = Resources(resources),
        };

    private static string Resources(string more) => $"/F1 9 0 R >> {more} /Z <<";

    private static string Form(int mark) =>
        $"<< /Type /XObject /Subtype /Form /BBox [0 0 90 90] /Length 14 >>\nstream\nBT ({mark}) Tj ET  \nendstream";

    private static byte[] Catalog(string resources, string key, params string[] more) =>
        Exchanged(
            (Plain(key == "/Metadata" ? "" : Locked, resources) with { CatalogEntries = $"{key} 14 0 R" }).BuildWith([
                Form(8),
                Form(9),
                .. more,
            ]),
            1
        );

    private static byte[] InPlace(string resources, string entries, string fieldEntries = Locked) =>
        Update.Append(
            (Plain(fieldEntries, resources) with { CatalogEntries = entries }).BuildWith(Form(8)),
            (14, Form(9))
        );

    private static byte[] WithResources(string resources) =>
        (Plain(Locked, resources) with { MoreFields = "] /DR 14 0 R /Z [" }).BuildWith(Form(8), Form(9));

    private static byte[] WithField(string value, params string[] more) =>
        (Plain("", "/XObject 14 0 R") with { MoreFields = "14 0 R" }).BuildWith([
            $"<< /FT /Tx /T (x) /V {value} /AP 15 0 R >>",
            Form(8),
            .. more,
        ]);

    // The object has 15 in place of 14.
    private static byte[] Exchanged(byte[] pdf, int number) =>
        Update.Append(pdf, Update.Edit(pdf, number, " 14 0 R", " 15 0 R"));

    // Signed once more, in the object 17.
    private static byte[] SignedAgain(byte[] pdf, params (int, string?)[] objects) =>
        Attack.Plain.Sign(Update.Append(pdf, [.. objects, (17, HandSigned.Dictionary())]));
}
