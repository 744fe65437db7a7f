// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Tests.Verification;
using HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

namespace HocBaSo.Signing.Fuzz;

/// <summary>A small PDF to begin from.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Octets">The file.</param>
/// <param name="IsSigned">It has a signature, which is intact.</param>
internal sealed record PdfSeed(string Name, byte[] Octets, bool IsSigned);

/// <summary>Small PDFs, signed and unsigned, with tables and streams, one revision and several.</summary>
internal static class PdfSeeds
{
    private const string Certified = "/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>]";

    public static IReadOnlyList<PdfSeed> All()
    {
        var plain = new HandSigned().Build();
        var certified = new HandSigned
        {
            CatalogEntries = "/Perms << /DocMDP 5 0 R >>",
            SignatureEntries = Certified,
            FieldEntries = "/Lock << /Action /Include /Fields [(X)] >>",
        }.Build();
        return
        [
            new("plain", plain, true),
            new("certified", certified, true),
            new("filled in", Update.Append(plain, Update.Edit(plain, 7, "(8)", "(9)")), true),
            new("two revisions more", TwoMore(certified), true),
            new("signed twice", Twice(plain), true),
            new("hybrid", Structures.HybridStore(plain), true),
            new("object streams", InStreams(), false),
            new("object streams, signed", new HandSigned().Sign(InStreams(Signature)), true),
            .. Directory
                .GetFiles(Path.Combine(AppContext.BaseDirectory, "seeds", "pdf"))
                .Order(StringComparer.Ordinal)
                .Select(f => new PdfSeed(
                    Path.GetFileName(f),
                    File.ReadAllBytes(f),
                    f.Contains("signed", StringComparison.Ordinal)
                )),
        ];
    }

    private static byte[] TwoMore(byte[] pdf)
    {
        var once = Update.Append(
            pdf,
            Update.Edit(pdf, 1, "/Pages", "/DSS << /Certs [14 0 R] >> /Pages"),
            (14, "<< /Length 2 >>\nstream\nq \nendstream")
        );
        return Update.Append(
            once,
            Update.Edit(once, 3, "7 0 R]", "7 0 R 15 0 R]"),
            (15, "<< /Type /Annot /Subtype /Highlight /C [1 1 0] /Rect [0 0 3 3] >>")
        );
    }

    private static byte[] Twice(byte[] pdf) =>
        new HandSigned().Sign(
            Update.Append(
                pdf,
                Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"),
                Update.Edit(pdf, 3, "7 0 R]", "7 0 R 14 0 R]"),
                (14, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S2) /Rect [0 0 0 0] /P 3 0 R /V 15 0 R >>"),
                (15, HandSigned.Dictionary())
            )
        );

    private static (int Number, string Body)[] Signature =>
        [
            (7, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S1) /Rect [0 0 0 0] /P 3 0 R /V 8 0 R >>"),
            (8, HandSigned.Dictionary()),
        ];

    private static byte[] InStreams(params (int Number, string Body)[] plain)
    {
        var fields = plain.Length > 0 ? "/AcroForm << /Fields [7 0 R] /SigFlags 3 >>" : "";
        var annotations = plain.Length > 0 ? "/Annots [7 0 R]" : "";
        return PdfStreams.Build(
            [
                (1, $"<< /Type /Catalog /Pages 2 0 R {fields} >>"),
                (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
                (3, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] {annotations} >>"),
            ],
            plain
        );
    }
}
