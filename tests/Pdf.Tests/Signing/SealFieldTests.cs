// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Verification;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>A form that brings the field of the seal along, without a lock.</summary>
public sealed class SealFieldTests
{
    [Fact]
    public async Task Sign_WhenTheFormHasTheFieldOfTheSeal_TheSealLocksTheDocument()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var sealedPdf = await house.SignAsync(await house.SignAsync(Form(), "CBQL"), "PHAT_HANH");

        Assert.Equal(Integrity.Intact, Verify(house, sealedPdf).Integrity);
        var titled = Update.Append(sealedPdf, "/Info 90 0 R", (90, "<< /Title (Diem 9) >>"));
        var report = Verify(house, titled);
        Assert.Equal(Integrity.Broken, report.Integrity);
        Assert.Contains("it allows no changes", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenThePrincipalCertifies_LocksTheFieldOfTheSealOnce()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var confirmed = await house.SignAsync(Form(), "CBQL");
        var locked = await house.SignAsync(Form("/Lock << /Type /SigFieldLock /Action /All /P 1 >>"), "CBQL");

        Assert.Equal(1, Count(confirmed, "/SigFieldLock"));
        Assert.Equal(1, Count(locked, "/SigFieldLock"));
    }

    private static byte[] Form(string entries = "") =>
        HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Annots [4 0 R] >>",
            $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (PHAT_HANH) /Rect [0 0 0 0] /P 3 0 R /F 132 {entries} >>"
        );

    private static VerificationReport Verify(PdfHouse house, byte[] pdf) =>
        new PdfDocumentVerifier().Verify(pdf, new VerificationContext(house.Pki.Anchors, PdfHouse.SigningTime));

    private static int Count(byte[] pdf, string text) => Encoding.Latin1.GetString(pdf).Split(text).Length - 1;
}
