// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Signing;

namespace HocBaSo.Signing.Pdf.Tests.Appearance;

/// <summary>Steps with appearances, and the colours of what they show.</summary>
internal static class Looks
{
    public static SigningStep Head(PagePlace? place, string? field = null) =>
        new(new RoleClaim(SignerRole.Cbql), "i")
        {
            Appearance = new VisibleSignature
            {
                Place = place,
                FieldName = field,
                SignerImage = SignatureImages.Name,
            },
        };

    public static SigningStep School(PagePlace? place, string? field = null) =>
        new(new RoleClaim(SignerRole.PhatHanh), "i")
        {
            Appearance = new VisibleSignature
            {
                Place = place,
                FieldName = field,
                SealImage = SignatureImages.Seal,
            },
        };

    public static SigningStep Step(string role, VisibleSignature? look = null) =>
        new(RoleClaim.TryParse(role, out var claim) ? claim : default, "i") { Appearance = look };

    public static SigningStep Text(string role, PagePlace place, params string[] lines) =>
        Step(role, new VisibleSignature { Place = place, Lines = lines });

    public static bool IsBlue((int R, int G, int B) c) => c is { R: < 120, G: < 140, B: > 150 };

    public static bool IsRed((int R, int G, int B) c) => c is { R: > 180, G: < 140, B: < 140 };

    public static bool IsBlack((int R, int G, int B) c) => c is { R: < 80, G: < 80, B: < 80 };

    public static VerificationReport Verify(PdfHouse house, PdfDocumentVerifier verifier, byte[] pdf) =>
        verifier.Verify(pdf, new VerificationContext(house.Pki.Anchors, TimeProvider.System.GetUtcNow()));

    public static void RequirePassed(PdfHouse house, PdfDocumentVerifier verifier, byte[] pdf)
    {
        var report = Verify(house, verifier, pdf);
        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
    }
}
