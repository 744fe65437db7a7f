// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Verification.Attacks;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>What could be signed once and never sealed is refused before anything is signed; what only looks so is not.</summary>
public sealed class ReadableObjectsTests : IDisposable
{
    private readonly PdfHouse _house = new(TestKey.Ec) { SealLevel = SignatureLevel.BaselineB };

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData("0000000015 00000 n")]
    [InlineData("0000000016 00000 n")]
    [InlineData("0000099999 00000 n")]
    [InlineData("place 00001 n")]
    public void Sign_WhenTheEntryOfAnObjectThatNobodyUsesIsBad_IsRefusedBeforeAnythingIsSigned(string entry)
    {
        using var document = _house.Format.Open(WithEntry(entry));

        RequireMalformed(() => document.Plan([_house.Request("CBQL").Step]));
        RequireMalformed(() => document.Prepare(_house.Request("CBQL")));
        RequireMalformed(() => ((ITimestampedDocument)document).PrepareTimestamp(default));
    }

    // One that was signed elsewhere, or by an older version, is not signed again in vain.
    [Fact]
    public async Task Plan_WhenTheDocumentIsSignedAlready_IsRefusedToo()
    {
        var signed = await _house.SignAsync(WithEntry("place 00000 n"), "CBQL");
        var place = Offset(signed, "4 0 obj");
        var bad = Attack.Replace(signed, $"{place:D10} 00000 n", $"{place + 1:D10} 00000 n");
        using var document = _house.Format.Open(bad);

        RequireMalformed(() => document.Plan([_house.Request("PHAT_HANH").Step]));
    }

    [Theory]
    [InlineData("place 00000 n")]
    [InlineData("0000000000 00000 n")]
    [InlineData("0000000000 00000 f")]
    public async Task Sign_WhenAnObjectWasNeverMade_IsSealedAndIntact(string entry)
    {
        var signed = await _house.SignAsync(WithEntry(entry), "GVCN", "CBQL", "PHAT_HANH");

        var report = new PdfDocumentVerifier().Verify(
            signed,
            new VerificationContext(_house.Pki.Anchors, PdfHouse.SigningTime)
        );
        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        var said = OutsideTool.Run("pdfsig", "-nocert", _house.Folder.Write("signed.pdf", signed)).Output;
        Assert.True(OtherTools.Count(said, "Signature is Valid") == 3, said);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_WhenAHybridFilePlacesAnObjectTwice_IsRefused(bool isTwice)
    {
        var pdf = HandMadePdf.Build([
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 8 0 R >>",
            .. Enumerable.Repeat("(none)", 4),
            "<< /Length 2 >>\nstream\nq \nendstream",
        ]);
        var hybrid = isTwice
            ? Structures.HybridTwice(pdf)
            : Structures.Hybrid(pdf, 8, Structures.Find(pdf, "8 0 obj"), freeGeneration: "00000");
        using var document = _house.Format.Open(hybrid);

        var fault = Record.Exception(() => document.Plan([_house.Request("CBQL").Step]));

        Assert.Equal(isTwice ? SigningErrorKind.MalformedDocument : null, (fault as SigningException)?.Kind);
        Assert.Equal(isTwice, fault is not null);
    }

    /// <summary>A file whose last object, which nobody uses, has that entry; <c>place</c> stands for where it is.</summary>
    private static byte[] WithEntry(string entry)
    {
        var pdf = HandMadePdf.Build(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
            "<< >>"
        );
        var place = Offset(pdf, "4 0 obj").ToString("D10", CultureInfo.InvariantCulture);
        return Attack.Replace(pdf, $"{place} 00000 n", entry.Replace("place", place, StringComparison.Ordinal));
    }

    private static int Offset(byte[] pdf, string text) => pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text));

    private static void RequireMalformed(Func<object?> work)
    {
        var refusal = Assert.Throws<SigningException>(work);

        Assert.Equal(SigningErrorKind.MalformedDocument, refusal.Kind);
        Assert.StartsWith("offset ", refusal.Field, StringComparison.Ordinal);
    }
}
