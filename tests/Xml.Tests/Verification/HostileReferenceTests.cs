// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Attacks by what a reference points to and what it has done to it.</summary>
public sealed class HostileReferenceTests : HostileSignature
{
    [Theory]
    [InlineData("http://www.w3.org/TR/1999/REC-xslt-19991116", "<x:stylesheet xmlns:x=\"urn:x\"/>")]
    [InlineData("http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>count(//*) &gt; 0</ds:XPath>")]
    [InlineData(
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "<ds:XPath>not(ancestor-or-self::ds:Signature) or 1</ds:XPath>"
    )]
    [InlineData(
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "<ds:XPath xmlns:d=\"urn:x\">not(ancestor-or-self::d:Signature)</ds:XPath>"
    )]
    [InlineData(
        "http://www.w3.org/2002/06/xmldsig-filter2",
        "<f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"intersect\">/descendant::ds:Signature</f:XPath>"
    )]
    [InlineData("http://www.w3.org/2002/07/decrypt#XML", "")]
    [InlineData("http://www.w3.org/2001/04/decrypt#", "")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#base64", "")]
    [InlineData("urn:unknown", "")]
    public void Verify_WhenATransformIsNotOneOfOurs_UnsupportedAndNotRun(string uri, string content)
    {
        var transform = $"<ds:Transform Algorithm=\"{uri}\">{content}</ds:Transform>";
        var reference = HandMade.Reference(0, "#d", [HandMade.Exclusive]);
        var signature = HandMade.Signature(
            reference.Replace("<ds:Transforms>", "<ds:Transforms>" + transform, StringComparison.Ordinal)
        );

        var report = _maker.Verify(Make(signature));

        Assert.Equal((Integrity.Unsupported, Indication.Indeterminate), (report.Integrity, report.Indication));
    }

    [Theory]
    [InlineData(
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>"
    )]
    [InlineData(
        "<ds:Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\"><f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"subtract\">/descendant::ds:Signature</f:XPath></ds:Transform>"
    )]
    public void Verify_WhenAConstantExpressionMeansEnveloped_Passes(string transform)
    {
        var reference = HandMade
            .Reference(0, "", [HandMade.Exclusive])
            .Replace("<ds:Transforms>", "<ds:Transforms>" + transform, StringComparison.Ordinal);
        var signed = _maker.Sign(
            $"<r>{Data}{HandMade.Signature(reference)}</r>",
            new HandMadeReference(null, Enveloped: true)
        );

        Assert.Equal(Indication.TotalPassed, _maker.Verify(signed).Indication);
    }

    [Fact]
    public void Verify_WhenEnvelopedStandsTwice_Broken() =>
        AssertBroken(
            _maker.Verify(
                Make(
                    HandMade.Signature(
                        HandMade.Reference(0, "#d", [HandMade.Enveloped, HandMade.Enveloped, HandMade.Exclusive])
                    )
                )
            ),
            SubIndication.FormatFailure
        );

    [Theory]
    [InlineData("http://127.0.0.1:1/x.xml")]
    [InlineData("file:///etc/hostname")]
    [InlineData("other.xml#d")]
    [InlineData("#xpointer(id('d') | //x)")]
    public void Verify_WhenTheUriLeadsOutside_UnsupportedAndNotFetched(string uri)
    {
        var report = _maker.Verify(Make(HandMade.Signature(HandMade.Reference(0, uri, [HandMade.Exclusive]))));

        Assert.Equal(Integrity.Unsupported, report.Integrity);
    }

    [Theory]
    [InlineData("#nobody")]
    [InlineData("#")]
    [InlineData("#%64")]
    [InlineData("#D")]
    public void Verify_WhenTheUriLeadsNowhere_SignedDataNotFound(string uri) =>
        AssertBroken(
            _maker.Verify(Make(HandMade.Signature(HandMade.Reference(0, uri, [HandMade.Exclusive])))),
            SubIndication.SignedDataNotFound
        );

    [Fact]
    public void Verify_WhenADigestIsThatOfNothing_Broken()
    {
        var empty = Convert.ToBase64String(SHA256.HashData([]));
        var reference = HandMade
            .Reference(0, "#S", [HandMade.Enveloped, HandMade.Exclusive])
            .Replace("@D0@", empty, StringComparison.Ordinal);
        var text = _maker.Sign($"<r>{Data}{HandMade.Signature(reference)}</r>");

        AssertBroken(_maker.Verify(text), SubIndication.FormatFailure);
    }

    [Fact]
    public void Verify_WhenEnvelopedStandsOnAnObjectOfTheSignatureItself_AcceptedWithAWarning()
    {
        const string Object = "<ds:Object Id=\"o\"><Time>2026</Time></ds:Object>";
        var references =
            HandMade.Reference(0, "#d", [HandMade.Exclusive])
            + HandMade.Reference(1, "#o", [HandMade.Enveloped, HandMade.Exclusive]);
        var text = _maker.Sign(
            $"<r>{Data}{HandMade.Signature(references, objects: Object)}</r>",
            new HandMadeReference("d"),
            new HandMadeReference("o")
        );

        var report = _maker.Verify(text);

        Assert.Equal(Indication.TotalPassed, report.Indication);
        Assert.Contains("enveloped-signature", Assert.Single(report.Signatures[0].Warnings), StringComparison.Ordinal);
        AssertBroken(_maker.Verify(text.Replace("2026", "2027", StringComparison.Ordinal)), SubIndication.HashFailure);
    }

    [Fact]
    public void Verify_WhenEnvelopedStandsOnSomethingInsideOfSuchAnObject_Broken()
    {
        const string Object = "<ds:Object><Mark Id=\"o\">10</Mark></ds:Object>";
        var text = _maker.Sign(
            $"<r>{HandMade.Signature(HandMade.Reference(0, "#o", [HandMade.Enveloped, HandMade.Exclusive]), objects: Object)}</r>",
            new HandMadeReference("o")
        );

        AssertBroken(_maker.Verify(text), SubIndication.HashFailure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Verify_WhenThereAreNoTransforms_C14N10IsImplied(bool isInclusive)
    {
        var made = isInclusive ? CanonicalizationMethod.Inclusive10 : CanonicalizationMethod.Exclusive;
        // the namespace in scope is part of the inclusive form only
        var template = $"<r xmlns:n=\"urn:n\">{Data}{HandMade.Signature(HandMade.Reference(0, "#d"))}</r>";
        var report = _maker.Verify(_maker.Sign(template, new HandMadeReference("d", Method: made)));

        Assert.Equal(isInclusive, report.Indication == Indication.TotalPassed);
    }
}
