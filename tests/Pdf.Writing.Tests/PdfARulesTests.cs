// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Conformance;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>PDF/A-3b by the project's own list of rules; and that the list finds what is wrong.</summary>
public sealed class PdfARulesTests
{
    [Fact]
    public void Check_WhenDocumentHasEverything_FindsNothing() => Assert.Empty(PdfARules.Check(Samples.Full()));

    [Fact]
    public void Check_WhenDocumentHasSevenPages_FindsNothing() =>
        Assert.Empty(PdfARules.Check(SevenPages.Make(Samples.Fonts, 1)));

    [Fact]
    public void Check_WhenTextIsHostile_FindsNothing() =>
        Assert.Empty(PdfARules.Check(Samples.WithText(TextFuzzTests.Hostile)));

    [Fact]
    public async Task Check_WhenHeadAndSchoolHaveSigned_FindsNothing()
    {
        using var house = new PdfHouse(TestKey.Ec);
        Assert.Empty(PdfARules.Check(await house.SignAsync(Samples.Full(), "CBQL", "PHAT_HANH")));
    }

    [Fact]
    public void Check_WhenTheFileIsNoPdf_SaysSo() =>
        Assert.Equal("6.1", Assert.Single(PdfARules.Check("x"u8.ToArray())).Clause);

    [Fact]
    public void Check_WhenTheDocumentIsPdfA1_FindsItsPart() =>
        Assert.Contains(PdfARules.Check(Samples.Full(PdfConformance.PdfA1b)), finding => finding.Clause == "6.6.4");

    [Fact]
    public void Check_WhenTheDocumentIsPlain_FindsThatIntentBlendingSpaceAndPartAreMissing()
    {
        var clauses = PdfARules.Check(Samples.Full(PdfConformance.None)).Select(finding => finding.Clause).ToHashSet();
        Assert.Equal(["6.2.10", "6.2.3", "6.6.4"], clauses.Order(StringComparer.Ordinal));
    }

    // Each of the same length, so that all offsets stay as they are.
    [Theory]
    [InlineData("6.1.2", "%PDF-1.7\n%", "%PDF-2.0\n%")]
    [InlineData("6.1.3", "/ID[<", "/IX[<")]
    [InlineData("6.2.3", "/GTS_PDFA1", "/GTS_PDFX1")]
    [InlineData("6.2.3", "/DestOutputProfile", "/DestOutputProfilX")]
    [InlineData("6.2.8", "/BitsPerComponent 8 /Filter /DCTDecode", "/BitsPerComponent 7 /Filter /DCTDecode")]
    [InlineData("6.2.4", "/ColorSpace /DeviceRGB", "/ColorSpace /DeviceCMY")]
    [InlineData("6.2.10", "/OutputIntents", "/OutputIntentX")]
    [InlineData("6.2.10", "/ColorSpace /DeviceGray", "/ColorSpace /DeviceGrey")]
    [InlineData("6.3.2", "/F 132", "/F 130")]
    [InlineData("6.3.3", "/AP<</N", "/AP<</D")]
    [InlineData("6.4.2", "/AcroForm<</SigFlags 3", "/AcroForm<</XFA(abcd)")]
    [InlineData("6.5.1", "/A<</S/URI/URI", "/A<</S/Hide/UR")]
    [InlineData("6.5.2", "/TU", "/AA")]
    [InlineData("6.6.4", "<pdfaid:part>3", "<pdfaid:part>2")]
    [InlineData("6.6.3", "<rdf:li>Tr", "<rdf:li>Xr")]
    [InlineData("6.6.3", "<xmp:ModifyDate>2026", "<xmp:ModifyDate>2027")]
    [InlineData("6.6.2.1", "</rdf:RDF>", "</rdf:RDX>")]
    [InlineData("6.6.2.1", "/Type/Metadata", "/Type/MetadatX")]
    [InlineData("6.8", "/AFRelationship/Source", "/AFRelationship/Sourze")]
    [InlineData("6.8", "/Subtype/text#2Fxml", "/Subtype/textX2Fxml")]
    [InlineData("6.8", "/AF[", "/AX[")]
    [InlineData("6.8", "/ModDate(D:2026", "/ModDate(D:XXXX")]
    [InlineData("6.8", "/UF<", "/UX<")]
    [InlineData("6.9, 6.11", "/ViewerPreferences", "/Requirements<<>>/")]
    [InlineData("6.1.12", "/ViewerPreferences<</DisplayDocTitle true>>", "/Perms<</XX<</A/B>>>>")]
    [InlineData("6.1.9", "\n1 0 obj\n", "\n1 0 obj ")]
    [InlineData("6.1.7.1", "/N 3/Alternate/DeviceRGB", "/N 3/F(xxxx)")]
    [InlineData("ISO 32000-1 §14.7", "/Marked true", "/Marked null")]
    [InlineData("ISO 32000-1 §14.7", "/Lang(", "/Lanx(")]
    [InlineData("ISO 32000-1 §14.7", "/StructParents ", "/StructParentz ")]
    public void Check_WhenARuleIsBroken_FindsIt(string clause, string old, string broken)
    {
        var pdf = Samples.Full();
        var at = pdf.AsSpan().IndexOf(Encoding.UTF8.GetBytes(old));
        Assert.True(at >= 0, $"There is no {old} in the sample.");
        var octets = Encoding.UTF8.GetBytes(broken.PadRight(old.Length));
        octets.CopyTo(pdf.AsSpan(at));

        Assert.Contains(PdfARules.Check(pdf), finding => finding.Clause == clause);
    }
}
