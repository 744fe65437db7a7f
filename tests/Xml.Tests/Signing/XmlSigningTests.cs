// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Xml.Linq;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Xml.Tests.Signing;

public sealed class XmlSigningTests
{
    [Theory]
    [InlineData("<DSCKS></DSCKS>")]
    [InlineData("<DSCKS/>")]
    [InlineData("<DSCKS>\r\n  </DSCKS>")]
    [InlineData("<DSCKS><GVBM MaMon=\"TOAN\"/><GVCN></GVCN><CBQL /><PHAT_HANH>\n</PHAT_HANH></DSCKS>")]
    public async Task Sign_WhenEveryRoleSigns_Xmlsec1VerifiesEverySignature(string dscks)
    {
        using var house = new SigningHouse(TestKey.Ec);

        var signed = await house.SignAllAsync(SigningHouse.Transcript(dscks));

        AssertXmlsecVerifiesAll(house, signed, 5);
    }

    [Theory]
    [InlineData(SignatureProfile.Xades, "P-384")]
    [InlineData(SignatureProfile.XmldsigDscks, "RSA")]
    [InlineData(SignatureProfile.XmldsigDscks, "RSA-4096")]
    [InlineData(SignatureProfile.XmldsigDscks, "P-384")]
    [InlineData(SignatureProfile.XmldsigDscks, "P-256")]
    public async Task Sign_WhenAnotherProfileOrKeyIsUsed_Xmlsec1VerifiesEverySignature(string profile, string key)
    {
        using var house = new SigningHouse(() => Key(key)) { Profile = profile };

        var signed = await house.SignAllAsync(SigningHouse.Transcript("<DSCKS/>"));

        AssertXmlsecVerifiesAll(house, signed, 5);
    }

    [Theory]
    [InlineData(SignatureProfile.Xades, "xmlns=\"urn:hbs\"", "")]
    [InlineData(SignatureProfile.XmldsigDscks, "xmlns=\"urn:hbs\" xml:lang=\"vi\"", "")]
    [InlineData(SignatureProfile.Xades, "xmlns:h=\"urn:hbs\" xmlns:ds=\"urn:not-dsig\"", "h:")]
    [InlineData(
        SignatureProfile.XmldsigDscks,
        "xmlns:h=\"urn:hbs\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"",
        "h:"
    )]
    public async Task Sign_WhenTheDocumentHasNamespaces_ContainersBearThePrefixAndSignaturesVerify(
        string profile,
        string declarations,
        string prefix
    )
    {
        using var house = new SigningHouse(TestKey.Ec) { Profile = profile };
        var transcript = SigningHouse
            .Transcript($"<{prefix}DSCKS/>")
            .Replace("<HocBaSo", $"<HocBaSo {declarations}", StringComparison.Ordinal);

        var signed = await house.SignAsync(transcript, "GVCN", "PHAT_HANH");

        AssertXmlsecVerifiesAll(house, signed, 2);
        Assert.Contains($"<{prefix}DSCKS><{prefix}GVCN>", Encoding.UTF8.GetString(signed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenStepsComeInSeparateCalls_EarlierSignaturesStillVerify()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var transcript = SigningHouse.Transcript("<DSCKS/>");
        var made = 0;
        foreach (var role in new[] { "GVBM:TOAN", "GVBM:VAN", "GVCN", "CBQL", "PHAT_HANH" })
        {
            transcript = Encoding.UTF8.GetString(await house.SignAsync(transcript, role));
            AssertXmlsecVerifiesAll(house, Encoding.UTF8.GetBytes(transcript), ++made);
        }
    }

    [Fact]
    public async Task Sign_WhenDone_EveryByteOutsideTheInsertedSignaturesIsAsItCame()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var transcript = SigningHouse.Transcript("<DSCKS></DSCKS>").Replace("\n", "\r\n", StringComparison.Ordinal);

        var signed = Encoding.UTF8.GetString(await house.SignAllAsync(transcript));

        var start = signed.IndexOf("<GVBM", StringComparison.Ordinal);
        var end = signed.IndexOf("</DSCKS>", StringComparison.Ordinal);
        Assert.Equal(transcript, signed.Remove(start, end - start));
    }

    [Fact]
    public async Task Sign_WhenACharacterChangesAfterwards_Xmlsec1RefusesTheSeal()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var signed = Encoding.UTF8.GetString(await house.SignAllAsync(SigningHouse.Transcript("<DSCKS/>")));

        var changed = Encoding.UTF8.GetBytes(signed.Replace("8.5", "9.5", StringComparison.Ordinal));

        var verdicts = house.Xmlsec(changed).ToDictionary(v => v.Id, v => v.ExitCode);
        Assert.NotEqual(0, verdicts["PHAT_HANH-" + SigningHouse.Code]);
        Assert.NotEqual(0, verdicts["GVBM-TOAN-" + SigningHouse.Code]);
        Assert.Equal(0, verdicts["GVBM-VAN-" + SigningHouse.Code]);
    }

    [Fact]
    public async Task Sign_WhenTheProfileIsXades_TheStructureIsTheBaselines()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var signed = await house.SignAllAsync(SigningHouse.Transcript("<DSCKS/>"));
        XNamespace ds = "http://www.w3.org/2000/09/xmldsig#";
        XNamespace xades = "http://uri.etsi.org/01903/v1.3.2#";
        using var stream = new MemoryStream(signed);

        var seal = XDocument.Load(stream).Descendants(ds + "Signature").Last();

        var reference = seal.Descendants(ds + "Reference").First();
        Assert.Equal("", reference.Attribute("URI")!.Value);
        Assert.Equal("2026-05-25T08:00:00Z", seal.Descendants(xades + "SigningTime").Single().Value);
        Assert.Equal("PHAT_HANH", seal.Descendants(xades + "ClaimedRole").Single().Value);
        Assert.Equal(
            "#" + reference.Attribute("Id")!.Value,
            seal.Descendants(xades + "DataObjectFormat").Single().Attribute("ObjectReference")!.Value
        );
        Assert.Single(seal.Descendants(xades + "EncapsulatedTimeStamp"));
        Assert.Single(seal.Descendants(xades + "SigningCertificateV2"));
    }

    [Fact]
    public async Task Complete_WhenThePreparedSignatureWentThroughAnotherProcess_GivesTheSameDocument()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var transcript = Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>"));
        using var here = new XmlDocumentFormat().Open(transcript);
        var prepared = here.Prepare(house.Request(here, "GVCN"));
        var value = house.Sign(prepared);

        using var there = new XmlDocumentFormat().Open(transcript);
        there.Complete(PreparedSignature.Deserialize(prepared.Serialize()), value, null);
        here.Complete(prepared, value, null);

        Assert.Equal(here.ToSignedDocument(), there.ToSignedDocument());
        AssertXmlsecVerifiesAll(house, there.ToSignedDocument(), 1);
        await Task.CompletedTask;
    }

    [Fact]
    public void Prepare_WhenTheSameRequestIsMadeTwice_GivesTheSameDigest()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var transcript = Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>"));
        using var first = new XmlDocumentFormat().Open(transcript);
        using var second = new XmlDocumentFormat().Open(transcript);

        Assert.Equal(
            first.Prepare(house.Request(first, "PHAT_HANH")).Digest.ToArray(),
            second.Prepare(house.Request(second, "PHAT_HANH")).Digest.ToArray()
        );
    }

    [Fact]
    public void Prepare_WhenARegionIsMissing_NamesItsId()
    {
        using var house = new SigningHouse(TestKey.Ec);
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>")));
        var request = house.Request(document, "GVBM:HOA");

        var fault = Assert.Throws<SigningException>(() => document.Prepare(request));

        Assert.Equal(SigningErrorKind.MissingBlock, fault.Kind);
        Assert.Equal($"MH-HOA-{SigningHouse.Code}", fault.Field);
    }

    [Fact]
    public void Open_WhenTwoElementsBearTheSameId_IsRefused()
    {
        var fault = Assert.Throws<SigningException>(() =>
            new XmlDocumentFormat().Open("<a><b Id='x'/><c id='x'/></a>"u8.ToArray())
        );

        Assert.Equal(SigningErrorKind.MalformedDocument, fault.Kind);
        Assert.Equal("/a/c", fault.Field);
    }

    [Fact]
    public async Task Sign_WhenTheLimitOfDocumentsIsBelowTheSizeOfASignature_SignsADocumentWithinIt()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var transcript = Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>"));
        using var document = new XmlDocumentFormat(transcript.Length).Open(transcript);

        await house.SignAsync(document, house.Request(document, "PHAT_HANH"));

        AssertXmlsecVerifiesAll(house, document.ToSignedDocument(), 1);
    }

    [Fact]
    public void Open_WhenTheDuplicateIdIsDeepUnderLongNames_TheFaultStaysSmall()
    {
        var name = new string('x', 1000);
        var start = string.Concat(Enumerable.Repeat($"<{name}>", 200));
        var end = string.Concat(Enumerable.Repeat($"</{name}>", 200));
        var document = Encoding.UTF8.GetBytes($"<a Id='x'>{start}<b Id='x'/>{end}</a>");

        var fault = Assert.Throws<SigningException>(() => new XmlDocumentFormat().Open(document));

        Assert.StartsWith("/a/xxx", fault.Field, StringComparison.Ordinal);
        Assert.EndsWith("/b", fault.Field, StringComparison.Ordinal);
        Assert.InRange(fault.Field!.Length, 1, 1200);
    }

    [Fact]
    public void Complete_WhenTheOctetsAreNotAPreparedSignature_IsRefused()
    {
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>")));
        var forged = new PreparedSignature("X", SignatureAlgorithm.EcdsaSha256, new byte[32], new byte[40]);

        var fault = Assert.Throws<SigningException>(() => document.Complete(forged, new byte[64], null));

        Assert.Equal(SigningErrorKind.InvalidRequest, fault.Kind);
    }

    [Theory]
    [InlineData("SP-GVCN")]
    [InlineData("SV-GVCN")]
    [InlineData("R0-GVCN")]
    public void Prepare_WhenAnElementBearsAnIdOfTheNewSignature_IsRefusedWithItsPlace(string prefix)
    {
        using var house = new SigningHouse(TestKey.Ec);
        var transcript = SigningHouse.Transcript($"<Them id='{prefix}-{SigningHouse.Code}'/><DSCKS/>");
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(transcript));

        var fault = Assert.Throws<SigningException>(() => document.Prepare(house.Request(document, "GVCN")));

        Assert.Equal(SigningErrorKind.MalformedDocument, fault.Kind);
        Assert.Equal("/HocBaSo/Them", fault.Field);
        Assert.Equal(transcript, Encoding.UTF8.GetString(document.ToSignedDocument()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Prepare_WhenThePlaceIsInsideARegionThatIsSigned_IsRefused(bool coversItself)
    {
        using var house = new SigningHouse(TestKey.Ec);
        var transcript = SigningHouse
            .Transcript("<DSCKS/>")
            .Replace("<RenLuyen>", "<Phu/><RenLuyen>", StringComparison.Ordinal);
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(transcript));
        var inside = document.Root!.Value.Child("TongKet")!.Value.Child("Phu")!.Value.Index;
        var request = house.Request(document, coversItself ? "GVCN" : "GVBM:TOAN");
        request = request with { Planned = request.Planned with { Place = new SignaturePlace(inside, "GVCN") } };
        if (!coversItself)
        {
            document.Prepare(house.Request(document, "GVCN"));
        }

        var fault = Assert.Throws<SigningException>(() => document.Prepare(request));

        Assert.Equal(SigningErrorKind.DocumentLocked, fault.Kind);
        Assert.Equal("/HocBaSo/TongKet/Phu", fault.Field);
    }

    [Fact]
    public async Task Prepare_WhenTheSealIsOn_NothingMoreIsAdded()
    {
        using var house = new SigningHouse(TestKey.Ec) { SealLevel = SignatureLevel.BaselineB };
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>")));
        await house.SignAsync(document, house.Request(document, "PHAT_HANH"));

        var fault = Assert.Throws<SigningException>(() => document.Prepare(house.Request(document, "GVCN")));

        Assert.Equal(SigningErrorKind.DocumentLocked, fault.Kind);
    }

    [Fact]
    public void Prepare_WhenAnotherSignatureIsNotComplete_TheSealIsNotPrepared()
    {
        using var house = new SigningHouse(TestKey.Ec);
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>")));
        document.Prepare(house.Request(document, "GVCN"));

        Assert.Throws<InvalidOperationException>(() => document.Prepare(house.Request(document, "PHAT_HANH")));
    }

    [Fact]
    public void Complete_WhenACopyOfThePreparedSignatureWasCompleted_IsRefused()
    {
        using var house = new SigningHouse(TestKey.Ec);
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>")));
        var prepared = document.Prepare(house.Request(document, "GVCN"));
        var copy = PreparedSignature.Deserialize(prepared.Serialize());
        document.Complete(prepared, house.Sign(prepared), null);

        Assert.Throws<InvalidOperationException>(() => document.Complete(copy, house.Sign(copy), null));
    }

    [Fact]
    public void Complete_WhenThePreparedSignatureIsOfAnotherPreparation_IsRefused()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var transcript = Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>"));
        using var first = new XmlDocumentFormat().Open(transcript);
        using var second = new XmlDocumentFormat().Open(transcript);
        var earlier = first.Prepare(house.Request(first, "GVCN"));
        second.Prepare(house.Request(second, "GVCN") with { SigningTime = SigningHouse.SigningTime.AddSeconds(1) });

        var fault = Assert.Throws<SigningException>(() => second.Complete(earlier, house.Sign(earlier), null));

        Assert.Equal(SigningErrorKind.InvalidRequest, fault.Kind);
    }

    [Fact]
    public async Task Sign_WhenTheClaimedRoleHoldsMarkup_ItStaysText()
    {
        using var house = new SigningHouse(TestKey.Ec);
        using var document = new XmlDocumentFormat().Open(Encoding.UTF8.GetBytes(SigningHouse.Transcript("<DSCKS/>")));
        var request = house.Request(document, "GVCN");
        request = request with
        {
            Step = request.Step with
            {
                OnBehalfOf = "Ông <Đỗ> & \"Bà\" 𠀀",
                Capacity = SigningCapacity.SignedInPlaceOf,
            },
        };

        await house.SignAsync(document, request);

        var signed = document.ToSignedDocument();
        AssertXmlsecVerifiesAll(house, signed, 1);
        using var stream = new MemoryStream(signed);
        var role = XDocument.Load(stream).Descendants().Single(e => e.Name.LocalName == "ClaimedRole").Value;
        Assert.Equal("GVCN;capacity=SIGNED_IN_PLACE_OF;on_behalf_of=Ông <Đỗ> & \"Bà\" 𠀀", role);
    }

    private static TestKey Key(string name) =>
        name switch
        {
            "RSA" => TestKey.Rsa(),
            "RSA-4096" => TestKey.Rsa(4096),
            "P-384" => TestKey.Ec(
                System.Security.Cryptography.ECCurve.NamedCurves.nistP384,
                SignatureAlgorithm.EcdsaSha384
            ),
            _ => TestKey.Ec(),
        };

    private static void AssertXmlsecVerifiesAll(SigningHouse house, byte[] signed, int count)
    {
        var verdicts = house.Xmlsec(signed).ToArray();
        Assert.Equal(count, verdicts.Length);
        Assert.All(verdicts, v => Assert.True(v.ExitCode == 0, $"{v.Id}: {v.Said}\n{Encoding.UTF8.GetString(signed)}"));
    }
}
