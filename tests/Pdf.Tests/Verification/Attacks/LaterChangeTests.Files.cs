// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>The files that are changed.</summary>
public sealed partial class LaterChangeTests
{
    private const string Overlay =
        "<< /Type /XObject /Subtype /Form /BBox [0 0 300 300] /Length 17 >>\nstream\n0 0 300 300 re f \nendstream";

    private static byte[] Changed(byte[] pdf, int number, string old, string now, params (int, string?)[] more) =>
        Update.Append(pdf, [Update.Edit(pdf, number, old, now), .. more]);

    private static byte[] Catalog(string entries) => Changed(Attack.Plain.Build(), 1, "/Pages", $"{entries} /Pages");

    private static byte[] Form(string entries) => Changed(Attack.Plain.Build(), 6, "/SigFlags", $"{entries} /SigFlags");

    private static byte[] Page(string old, string now, byte[]? pdf = null) =>
        Changed(pdf ?? Attack.Plain.Build(), 3, old, now);

    private static byte[] Field(string old, string now, params (int, string?)[] more) =>
        Changed(Attack.Plain.Build(), 7, old, now, more);

    private static byte[] Extra(string catalog, params string[] bodies) =>
        (Attack.Plain with { CatalogEntries = catalog }).BuildWith(bodies);

    private static byte[] Layers() =>
        Extra("/OCProperties 14 0 R", "<< /OCGs [15 0 R] /D << /OFF [15 0 R] >> >>", "<< /Type /OCG /Name (Diem) >>");

    private static byte[] LayersInField() =>
        (
            Attack.Plain with
            {
                CatalogEntries = "/OCProperties << /OCGs [15 0 R] /D 14 0 R >>",
                MoreFields = "14 0 R",
            }
        ).BuildWith("<< /FT /Tx /T (Layers) /V (1) /AS [] >>", "<< /Type /OCG /Name (Diem) >>");

    // Octets that are no UTF-8: as text they would all read the same.
    private static byte[] WithOddName() => (Attack.Plain with { FontResources = "/F#ff 9 0 R" }).Build();

    private static byte[] WithOverlay() =>
        (Attack.Plain with { PageContents = "8 0 R /Group << /Extra 14 0 R >>" }).BuildWith(Overlay);

    private static byte[] WithCover() =>
        (Attack.Plain with { PageContents = "8 0 R", MoreAnnotations = "14 0 R" }).BuildWith(
            "<< /Type /Annot /Subtype /Square /IC [1 1 1] /Rect [0 0 300 300] >>"
        );

    private static byte[] DirectAnnotation() =>
        (Attack.Plain with { MoreAnnotations = "<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] >>" }).Build();

    private static byte[] FontWithEncoding() =>
        (Attack.Plain with { FontEntries = "/Encoding 14 0 R" }).BuildWith("<< /Differences [56 /eight] >>");

    private static byte[] WithHidden() =>
        Attack.Plain.BuildWith(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 11 0 R /Annots [4 0 R 7 0 R] "
                + "/Resources << /Font << /F1 9 0 R >> >> >>"
        );

    private static (int, string?) Redefined(int number, int source)
    {
        var (_, body) = Update.Edit(WithHidden(), source, "/Type", "/Type");
        return (number, body);
    }

    // A second object 8 inside the data of a stream that nobody draws.
    private static byte[] WithHiddenInside()
    {
        const string Hidden = "8 0 obj\n<< /Length 28 >>\nstream\nBT /F1 9 Tf (Diem 9) Tj ET \nendstream\nendobj";
        return Attack.Plain.BuildWith($"<< /Length {Hidden.Length} >>\nstream\n{Hidden}\nendstream");
    }

    private static string StreamFieldBody(string mark) =>
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (X) /V (1) /Rect [0 0 9 9] /Length 14 >>\n"
        + $"stream\nBT ({mark}) Tj ET  \nendstream";

    private static byte[] StreamField(string mark) =>
        (Attack.Plain with { PageContents = "[8 0 R 14 0 R]", MoreFields = "14 0 R" }).BuildWith(StreamFieldBody(mark));

    private static byte[] NewField(string entries, string? more = Look)
    {
        var pdf = Attack.Plain.Build();
        return Update.Append(
            pdf,
            Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"),
            Update.Edit(pdf, 3, "7 0 R]", "7 0 R 14 0 R]"),
            (14, $"<< /Type /Annot /FT /Sig /T (S2) /P 3 0 R {entries} >>"),
            (15, more)
        );
    }
}
