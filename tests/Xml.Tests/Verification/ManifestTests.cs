// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>What a signature covers through a ds:Manifest, and what stands in a Signature that nobody signs.</summary>
public sealed class ManifestTests : HostileSignature
{
    private const string ManifestType = " Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\"";
    private const string Record = "<hocba><hocsinh><mark>5</mark></hocsinh></hocba>";
    private const string Forged = "<hocsinh><mark>10</mark></hocsinh>";

    [Theory]
    [InlineData("m", "")]
    [InlineData("m", ManifestType)]
    [InlineData("o", "")]
    public void Verify_WhenDataOfAManifestIsChanged_HashFailure(string target, string type)
    {
        var signed = WithManifest(target, HandMade.Reference(0, "#d", [HandMade.Exclusive]), type);
        var report = _maker.Verify(signed);
        var signature = Assert.Single(report.Signatures);

        Assert.Equal(Indication.TotalPassed, report.Indication);
        Assert.Empty(signature.Warnings);
        Assert.Equal([target, "d"], signature.SignedData);
        AssertBroken(_maker.Verify(signed.Replace("8.5", "9.5", StringComparison.Ordinal)), SubIndication.HashFailure);
    }

    [Fact]
    public void Verify_WhenAForgedNamesakeStandsBesideDataOfAManifest_Broken()
    {
        var signed = WithManifest("m", HandMade.Reference(0, "#d", [HandMade.Exclusive]));

        AssertBroken(
            _maker.Verify(signed.Replace("<r>", "<r><Data>Điểm 10</Data>", StringComparison.Ordinal)),
            SubIndication.FormatFailure
        );
    }

    [Fact]
    public void Verify_WhenAManifestLeadsToAManifest_Unsupported()
    {
        var inner = $"<ds:Manifest Id=\"n\">{Zero("#d")}</ds:Manifest>";
        var signed = WithManifest("m", HandMade.Reference(0, "#n", [HandMade.Exclusive]), "", inner, "n", "m");

        Assert.Equal(Integrity.Unsupported, _maker.Verify(signed).Integrity);
    }

    [Fact]
    public void Verify_WhenAManifestLeadsOutside_IsIntactAndSaysSo()
    {
        var report = _maker.Verify(WithManifest("m", Zero("http://127.0.0.1/outside"), "", "", "m"));

        Assert.Equal(Integrity.Intact, report.Integrity);
        Assert.Equal(
            ["What a Manifest says of data outside of the document is not checked."],
            Assert.Single(report.Signatures).Warnings
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("<ds:Object/>")]
    public void Verify_WhenAManifestIsNone_FormatFailure(string content) =>
        AssertBroken(_maker.Verify(WithManifest("m", content, "", "", "m")), SubIndication.FormatFailure);

    [Theory]
    [InlineData("<ds:Object>" + Forged + "</ds:Object>")]
    [InlineData("<ds:Object><other xmlns=\"urn:other\"><hocsinh xmlns=\"\"/></other></ds:Object>")]
    public void Verify_WhenAnUnsignedObjectHoldsAnElementOfTheSignedDocumentsNames_FormatFailure(string added)
    {
        var signed = Enveloped();
        Assert.Equal(Indication.TotalPassed, _maker.Verify(signed).Indication);

        var report = _maker.Verify(
            signed.Replace("</ds:Signature>", $"{added}</ds:Signature>", StringComparison.Ordinal)
        );

        AssertBroken(report, SubIndication.FormatFailure);
        Assert.Contains("inside of a Signature", report.Reason!, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhenASignatureHoldsARecordThatItSignsAndOneThatItDoesNot_FormatFailure()
    {
        var signature = HandMade.Signature(
            HandMade.Reference(0, "#o", [HandMade.Exclusive]),
            objects: "<ds:Object Id=\"o\"><hocsinh><mark>5</mark></hocsinh></ds:Object>"
        );
        var signed = _maker.Sign(signature, new HandMadeReference("o"));
        Assert.Equal(Indication.TotalPassed, _maker.Verify(signed).Indication);

        AssertBroken(
            _maker.Verify(
                signed.Replace("<ds:Object ", $"<ds:Object>{Forged}</ds:Object><ds:Object ", StringComparison.Ordinal)
            ),
            SubIndication.FormatFailure
        );
    }

    [Fact]
    public void Verify_WhenWhatAnObjectSignsStandsOutsideAgain_Broken()
    {
        const string Payment = "<pay><sum>10</sum></pay>";
        var signed = $"<env>{Enveloping(Payment)}</env>";
        Assert.Equal(Indication.TotalPassed, _maker.Verify(signed).Indication);

        AssertBroken(
            _maker.Verify(signed.Replace("<env>", "<env><pay><sum>99</sum></pay>", StringComparison.Ordinal)),
            SubIndication.FormatFailure
        );
    }

    [Theory]
    [InlineData("<ds:Object Encoding=\"http://www.w3.org/2000/09/xmldsig#base64\">cGF5IDk5</ds:Object>")]
    [InlineData(
        "<ds:Object><ds:SignatureProperties><ds:SignatureProperty Target=\"#S\"/></ds:SignatureProperties></ds:Object>"
    )]
    [InlineData("<ds:Object><other xmlns=\"urn:other\"/></ds:Object>")]
    public void Verify_WhenAnUnsignedObjectStandsBesideASignedOne_Broken(string added)
    {
        var signed = Enveloping("cGF5IDEw", " Encoding=\"http://www.w3.org/2000/09/xmldsig#base64\"");
        Assert.Equal(Indication.TotalPassed, _maker.Verify(signed).Indication);

        AssertBroken(
            _maker.Verify(signed.Replace("<ds:Object ", $"{added}<ds:Object ", StringComparison.Ordinal)),
            SubIndication.FormatFailure
        );
    }

    [Fact]
    public void Verify_WhenEachObjectIsSigned_Passes()
    {
        var references =
            HandMade.Reference(0, "#o", [HandMade.Exclusive]) + HandMade.Reference(1, "#p", [HandMade.Exclusive]);
        var signed = _maker.Sign(
            HandMade.Signature(
                references,
                objects: "<ds:Object Id=\"o\"><a/></ds:Object><ds:Object><b Id=\"p\"/></ds:Object>"
            ),
            new HandMadeReference("o"),
            new HandMadeReference("p")
        );

        Assert.Equal(Indication.TotalPassed, _maker.Verify(signed).Indication);
    }

    [Fact]
    public void Verify_WhenAnUnsignedPropertyHoldsAnElementOfTheSignedDocumentsNames_Broken()
    {
        const string Properties =
            "<ds:Object><xades:QualifyingProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" Target=\"#S\"><xades:UnsignedProperties>"
            + "<xades:UnsignedSignatureProperties>"
            + Forged
            + "</xades:UnsignedSignatureProperties></xades:UnsignedProperties></xades:QualifyingProperties></ds:Object>";

        AssertBroken(
            _maker.Verify(
                Enveloped().Replace("</ds:Signature>", $"{Properties}</ds:Signature>", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public void Verify_WhenAnUnsignedObjectHoldsWhatTheDocumentHasNot_Passes() =>
        Assert.Equal(
            Indication.TotalPassed,
            _maker
                .Verify(
                    Enveloped()
                        .Replace(
                            "</ds:Signature>",
                            "<ds:Object><log xmlns=\"urn:other\"/></ds:Object></ds:Signature>",
                            StringComparison.Ordinal
                        )
                )
                .Indication
        );

    [Fact]
    public void Verify_WhenWhiteSpaceIsWrittenAsReferences_Passes()
    {
        var template = HandMade
            .Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive]))
            .Replace("><", ">&#13;&#10;<", StringComparison.Ordinal)
            .Replace("><", ">&#xD;\n<", StringComparison.Ordinal);
        var signed = Make(template);

        Assert.Contains("SignedInfo>&#13;&#10;<", signed, StringComparison.Ordinal);
        Assert.Equal(Indication.TotalPassed, _maker.Verify(signed).Indication);
    }

    private static string Zero(string uri) =>
        HandMade
            .Reference(0, uri, [HandMade.Exclusive])
            .Replace("@D0@", Convert.ToBase64String(new byte[32]), StringComparison.Ordinal);

    private string Enveloping(string content, string attributes = "") =>
        _maker.Sign(
            HandMade.Signature(
                HandMade.Reference(0, "#o", [HandMade.Exclusive]),
                objects: $"<ds:Object Id=\"o\"{attributes}>{content}</ds:Object>"
            ),
            new HandMadeReference("o")
        );

    private string Enveloped() =>
        _maker.Sign(
            Record.Replace(
                "<hocba>",
                "<hocba>" + HandMade.Signature(HandMade.Reference(0, "", [HandMade.Enveloped, HandMade.Exclusive])),
                StringComparison.Ordinal
            ),
            new HandMadeReference(null, Enveloped: true)
        );

    private string WithManifest(string target, string references, string type = "") =>
        WithManifest(target, references, type, "", "d", target);

    private string WithManifest(string target, string references, string type, string more, params string[] covered)
    {
        var last = covered.Length - 1;
        var signature = HandMade.Signature(
            HandMade.Reference(last, $"#{target}", [HandMade.Exclusive], attributes: type),
            objects: $"<ds:Object Id=\"o\"><ds:Manifest Id=\"m\">{references}</ds:Manifest>{more}</ds:Object>"
        );
        return _maker.Sign($"<r>{Data}{signature}</r>", [.. covered.Select(static id => new HandMadeReference(id))]);
    }
}
