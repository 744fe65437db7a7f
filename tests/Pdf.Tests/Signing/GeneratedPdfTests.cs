// SPDX-License-Identifier: Apache-2.0
using FsCheck;
using FsCheck.Fluent;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>
/// Over PDFs of every shape: the bytes that came are a prefix of what goes, and the verifier, which reads them anew, calls every
/// signature intact.
/// </summary>
public sealed class GeneratedPdfTests
{
    private static readonly string[] Roles = ["GVBM:TOAN", "GVCN", "CBQL", "PHAT_HANH"];
    private static readonly PdfDocumentVerifier Verifier = new();

    [Fact]
    public void Sign_WhenThePdfIsOfAnyShape_KeepsItsBytesAndIsIntact()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var context = new VerificationContext(house.Pki.Anchors, TimeProvider.System.GetUtcNow());
        var roles = Gen.SubListOf(Roles).Where(static r => r.Count > 0).ToArbitrary();
        Prop.ForAll(
                GeneratedPdf.Any.ToArbitrary(),
                roles,
                Gen.Elements(true, false).ToArbitrary(),
                (shape, chosen, inOneCall) =>
                {
                    var signed = SignAsync(house, shape.Build(), [.. chosen], inOneCall).GetAwaiter().GetResult();
                    var report = Verifier.Verify(signed, context);
                    Assert.True(report.Indication == Indication.TotalPassed, $"{report.Reason}\n{shape}");
                    Assert.All(report.Signatures, static s => Assert.Equal(Integrity.Intact, s.Integrity));
                    Assert.Equal(chosen.Order(), report.Signatures.Select(static s => s.Role!.ToString()!).Order());
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void Build_WhenQpdfLooksAtIt_IsAValidPdf()
    {
        using var folder = new TemporaryFolder();
        Prop.ForAll(
                GeneratedPdf.Any.ToArbitrary(),
                shape =>
                {
                    var file = folder.Write("generated.pdf", shape.Build());
                    var (exit, output, error) = OutsideTool.Run("qpdf", "--check", file);
                    Assert.True(
                        exit == 0 && !error.Contains("WARNING", StringComparison.Ordinal),
                        output + error + shape
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Theory]
    [InlineData(PdfStyle.Table, false)]
    [InlineData(PdfStyle.Stream, false)]
    [InlineData(PdfStyle.Stream, true)]
    [InlineData(PdfStyle.ObjectStreams, true)]
    internal async Task Sign_WhenTheShapeHasFieldsAndRevisions_OtherToolsAgree(PdfStyle style, bool isCompressed)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var shape = new GeneratedPdf
        {
            Style = style,
            IsCompressed = isCompressed,
            PageCount = 3,
            Depth = 2,
            FormKind = "indirect",
            AnnotationKind = "indirect",
            Revisions = "pfp",
            Trailer = "",
            End = "\n",
        };

        var signed = await SignAsync(house, shape.Build(), ["CBQL", "PHAT_HANH"], inOneCall: false);

        OtherTools.RequireValid(house, signed, 2);
        OtherTools.RequireSamePages(house, shape.Build(), signed);
    }

    private static async Task<byte[]> SignAsync(PdfHouse house, byte[] pdf, string[] roles, bool inOneCall)
    {
        var before = pdf;
        foreach (var step in inOneCall ? [roles] : roles.Select(static r => new[] { r }))
        {
            var after = await house.SignAsync(before, step);
            Assert.True(after.AsSpan().StartsWith(before));
            before = after;
        }
        return before;
    }
}
