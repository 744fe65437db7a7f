// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Attacks on the signature itself: each has its answer.</summary>
public sealed class HostileSignatureTests : HostileSignature
{
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
}
