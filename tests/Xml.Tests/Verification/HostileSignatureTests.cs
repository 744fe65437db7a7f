// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Attacks on the signature itself: each has its answer, and each answer comes quickly.</summary>
public sealed class HostileSignatureTests
{
    private const string Data = "<Data Id=\"d\">Điểm 8.5</Data>";
    private readonly HandMade _maker = new();

    private string Signed => _signed ??= Make(HandMade.Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive])));

    private string? _signed;

    [Fact]
    public void Verify_WhenNothingWasDone_Passes()
    {
        var report = _maker.Verify(Signed);

        Assert.Equal((null, Indication.TotalPassed), (report.Reason, report.Indication));
        Assert.Equal(["d"], report.Signatures[0].SignedData);
        Assert.Equal(["/r/Data"], report.Signatures[0].SignedPaths);
        Assert.Equal("XMLDSig", report.Signatures[0].Level);
    }

    [Theory]
    [InlineData("Id")]
    [InlineData("ID")]
    [InlineData("id")]
    [InlineData("xml:id")]
    public void Verify_WhenAnIdStandsTwiceInAnySpelling_Broken(string attribute)
    {
        var report = _maker.Verify(Signed.Replace("<r>", $"<r><x {attribute}=\"d\"/>", StringComparison.Ordinal));

        AssertBroken(report, SubIndication.FormatFailure);
    }

    [Theory]
    [InlineData("SignedInfo")]
    [InlineData("SignatureValue")]
    [InlineData("KeyInfo")]
    [InlineData("CanonicalizationMethod")]
    [InlineData("SignatureMethod")]
    [InlineData("DigestMethod")]
    [InlineData("DigestValue")]
    [InlineData("Transforms")]
    public void Verify_WhenAnElementStandsTwice_Broken(string name)
    {
        var start = Signed.IndexOf($"<ds:{name}", StringComparison.Ordinal);
        var close = $"</ds:{name}>";
        var end = Signed.IndexOf(close, start, StringComparison.Ordinal);
        end = end < 0 ? Signed.IndexOf("/>", start, StringComparison.Ordinal) + 2 : end + close.Length;
        var twice = Signed.Insert(end, Signed[start..end]);

        AssertBroken(_maker.Verify(twice), SubIndication.FormatFailure);
    }

    public static TheoryData<string> Names =>
        new(
            "Signature",
            "SignedInfo",
            "Reference",
            "Transforms",
            "DigestValue",
            "SignatureValue",
            "KeyInfo",
            "X509Data",
            "X509Certificate"
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_WhenACommentOrInstructionStandsInTheSignature_Broken(string name)
    {
        foreach (var markup in new[] { "<!--c-->", "<?p i?>" })
        {
            var at = Signed.IndexOf($"</ds:{name}>", StringComparison.Ordinal);

            AssertBroken(_maker.Verify(Signed.Insert(at, markup)), SubIndication.FormatFailure);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_WhenTextOrAStrangeElementStandsInTheSignature_NotIntact(string name)
    {
        foreach (var markup in new[] { "text", "<x/>" })
        {
            var at = Signed.IndexOf($"</ds:{name}>", StringComparison.Ordinal);
            if (markup == "<x/>" && name is "X509Data" or "KeyInfo")
            {
                // the schema leaves both open to other namespaces, and nothing of it is used
                continue;
            }

            AssertBroken(_maker.Verify(Signed.Insert(at, markup)));
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE r [<!ENTITY e \"x\">]>", "<r>")]
    [InlineData("<!DOCTYPE r SYSTEM \"http://example.org/x.dtd\">", "<r>")]
    [InlineData(
        "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;\">]>",
        "<r>&c;"
    )]
    public void Verify_WhenThereIsADtd_NotReadAtAll(string dtd, string root)
    {
        var report = _maker.Verify(dtd + Signed.Replace("<r>", root, StringComparison.Ordinal));

        Assert.Equal((Integrity.Unsupported, Indication.Indeterminate), (report.Integrity, report.Indication));
        Assert.Empty(report.Signatures);
        Assert.Equal(Integrity.Unreadable, _maker.Verify(dtd + "<r/>").Integrity);
    }

    [Fact]
    public void Verify_WhenXIncludeStandsInTheData_NothingIsIncluded()
    {
        const string Include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>";

        AssertBroken(
            _maker.Verify(Signed.Replace("Điểm 8.5", Include, StringComparison.Ordinal)),
            SubIndication.HashFailure
        );
    }

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
    public void Verify_WhenTheKeyIsElsewhere_UnsupportedAndNotFetched()
    {
        const string Retrieval = "<ds:KeyInfo><ds:RetrievalMethod URI=\"http://127.0.0.1:1/key\"/></ds:KeyInfo>";
        var signature = HandMade.Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive]), keyInfo: Retrieval);

        var report = _maker.Verify(Make(signature));

        Assert.Equal(
            (Integrity.Unsupported, SubIndication.NoSigningCertificateFound),
            (report.Integrity, report.SubIndication)
        );
    }

    [Theory]
    [InlineData("http://www.w3.org/2000/09/xmldsig#hmac-sha1", "")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#hmac-sha1", "<ds:HMACOutputLength>0</ds:HMACOutputLength>")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#dsa-sha1", "")]
    [InlineData("urn:none", "")]
    public void Verify_WhenTheMethodIsHmacOrUnknown_Unsupported(string method, string content)
    {
        // the classic: an HMAC whose key is the public key
        var text = Signed.Replace(
            $"<ds:SignatureMethod Algorithm=\"{HandMade.EcdsaSha256}\"/>",
            $"<ds:SignatureMethod Algorithm=\"{method}\">{content}</ds:SignatureMethod>",
            StringComparison.Ordinal
        );

        var report = _maker.Verify(text);

        Assert.Equal(
            (Integrity.Unsupported, SubIndication.CryptoConstraintsFailure),
            (report.Integrity, report.SubIndication)
        );
    }

    [Fact]
    public void Verify_WhenAnOutputLengthStandsInAnEcdsaMethod_Broken() =>
        AssertBroken(
            _maker.Verify(
                Signed.Replace(
                    $"<ds:SignatureMethod Algorithm=\"{HandMade.EcdsaSha256}\"/>",
                    $"<ds:SignatureMethod Algorithm=\"{HandMade.EcdsaSha256}\"><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>",
                    StringComparison.Ordinal
                )
            ),
            SubIndication.FormatFailure
        );

    [Fact]
    public void Verify_WhenSha1IsUsed_IntegrityIsToldButNeverTrusted()
    {
        var maker = new HandMade(TestKey.Rsa()) { Digest = HashAlgorithmName.SHA1 };
        var signature = HandMade.Signature(
            HandMade.Reference(0, "#d", [HandMade.Exclusive], "http://www.w3.org/2000/09/xmldsig#sha1"),
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
        );
        var signed = maker.Sign(
            $"<r>{Data}{signature}</r>",
            new HandMadeReference("d", Digest: HashAlgorithmName.SHA1)
        );

        AssertWeak(maker.Verify(signed));
        AssertBroken(maker.Verify(signed.Replace("8.5", "9.5", StringComparison.Ordinal)), SubIndication.HashFailure);
    }

    [Fact]
    public void Verify_WhenTheKeyIsShort_IntegrityIsToldButNeverTrusted()
    {
        var maker = new HandMade(TestKey.Rsa(1024));
        var signature = HandMade.Signature(
            HandMade.Reference(0, "#d", [HandMade.Exclusive]),
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
        );

        AssertWeak(maker.Verify(maker.Sign($"<r>{Data}{signature}</r>", new HandMadeReference("d"))));
    }

    [Fact]
    public void Verify_WhenThereIsOnlyABareKey_IntegrityIsToldButNeverTrusted()
    {
        var point = ((ECDsa)_maker.Key.Key).ExportParameters(false).Q;
        var key = Convert.ToBase64String([4, .. point.X!, .. point.Y!]);
        var keyInfo =
            "<ds:KeyInfo><ds:KeyValue><e:ECKeyValue xmlns:e=\"http://www.w3.org/2009/xmldsig11#\"><e:NamedCurve URI=\"urn:oid:1.2.840.10045.3.1.7\"/>"
            + $"<e:PublicKey>{key}</e:PublicKey></e:ECKeyValue></ds:KeyValue></ds:KeyInfo>";
        var signature = HandMade.Signature(HandMade.Reference(0, "#d", [HandMade.Exclusive]), keyInfo: keyInfo);

        var report = _maker.Verify(Make(signature));

        Assert.Equal(
            (Integrity.Intact, Indication.Indeterminate, SubIndication.NoSigningCertificateFound),
            (report.Integrity, report.Indication, report.SubIndication)
        );
    }

    [Fact]
    public void Verify_WhenASecondCertificateHasTheSameKey_Broken()
    {
        var other = Convert.ToBase64String(_maker.Pki.Person("Kẻ Mạo Danh", _maker.Key.PublicKey).RawData);
        var text = Signed.Replace(
            "<ds:X509Data>",
            $"<ds:X509Data><ds:X509Certificate>{other}</ds:X509Certificate>",
            StringComparison.Ordinal
        );

        AssertBroken(_maker.Verify(text), SubIndication.NoSigningCertificateFound);
    }

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

    public static TheoryData<string> Bombs =>
        new("depth", "attribute", "references", "manyReferences", "signatures", "namespaces", "certificates", "xml");

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Verify_WhenTheDocumentIsMadeToCost_AnsweredUnderASecond(string kind)
    {
        var report = _maker.Verify(Bomb(kind));

        Assert.NotEqual(Indication.TotalPassed, report.Indication);
    }

    private string Bomb(string kind)
    {
        var reference = HandMade
            .Reference(0, "#d", [HandMade.Exclusive])
            .Replace("@D0@", "AAAA", StringComparison.Ordinal);
        var zero = Convert.ToBase64String(new byte[32]);
        reference = reference.Replace("AAAA", zero, StringComparison.Ordinal);
        return kind switch
        {
            "depth" => string.Concat(Enumerable.Repeat("<a>", 10_000)) + Signed,
            "attribute" => Signed.Replace("<r>", $"<r a=\"{new string('x', 1 << 20)}\">", StringComparison.Ordinal),
            "references" => Make(HandMade.Signature(string.Concat(Enumerable.Repeat(reference, 100_000)))),
            "manyReferences" => Make(HandMade.Signature(string.Concat(Enumerable.Repeat(reference, 3_000)))),
            "signatures" =>
                $"<r>{Data}{string.Concat(Enumerable.Repeat(HandMade.Signature(reference, keyInfo: "", id: "").Replace(" Id=\"\"", "", StringComparison.Ordinal).Replace("@V@", zero, StringComparison.Ordinal), 900))}</r>",
            "namespaces" => _maker.Sign(
                $"<r xmlns:n=\"urn:{new string('n', 60_000)}\"><Data Id=\"d\">{string.Concat(Enumerable.Repeat("<n:a/>", 60_000))}</Data>"
                    + HandMade.Signature(reference)
                    + "</r>"
            ),
            "certificates" => Signed.Replace(
                "<ds:X509Data>",
                "<ds:X509Data>"
                    + string.Concat(
                        Enumerable.Repeat(
                            $"<ds:X509Certificate>{Convert.ToBase64String(_maker.Certificate.RawData)}</ds:X509Certificate>",
                            500
                        )
                    ),
                StringComparison.Ordinal
            ),
            _ => Nested(reference),
        };
    }

    /// <summary>Very many attributes of the xml namespace, which an inclusive apex inherits, each compared with all.</summary>
    private string Nested(string reference)
    {
        var open = new StringBuilder();
        for (var depth = 0; depth < 200; depth++)
        {
            open.Append("<a");
            for (var i = 0; i < 200; i++)
            {
                open.Append(System.Globalization.CultureInfo.InvariantCulture, $" xml:x{depth}y{i}=\"\"");
            }
            open.Append('>');
        }
        var close = string.Concat(Enumerable.Repeat("</a>", 200));
        var inclusive = reference.Replace(HandMade.Exclusive, HandMade.Inclusive, StringComparison.Ordinal);
        return _maker.Sign($"<r>{open}{Data}{close}{HandMade.Signature(inclusive)}</r>");
    }

    private string Make(string signature)
    {
        var isSigned = signature.Contains("@D0@", StringComparison.Ordinal);
        return signature.Length > 900_000
            ? $"<r>{Data}{signature}</r>"
            : _maker.Sign($"<r>{Data}{signature}</r>", isSigned ? [new HandMadeReference("d")] : []);
    }

    private static void AssertWeak(VerificationReport report) =>
        Assert.Equal(
            (Integrity.Intact, Indication.Indeterminate, SubIndication.CryptoConstraintsFailure),
            (report.Integrity, report.Indication, report.SubIndication)
        );

    private static void AssertBroken(VerificationReport report, SubIndication? why = null)
    {
        Assert.Equal((Integrity.Broken, Indication.TotalFailed), (report.Integrity, report.Indication));
        Assert.Equal(why ?? report.SubIndication, report.SubIndication);
    }
}
