// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class CertificateRequestRulesTests
{
    private static readonly CertificateRequestContent Good = CertificateRequestsTests.Whole;

    [Fact]
    public void Check_WhenAllIsRight_FindsNothing() => Assert.Empty(CertificateRequestRules.Check(Good));

    [Theory]
    [InlineData("", "is missing")]
    [InlineData(" Lan", "begins or ends with a blank")]
    [InlineData("La\u0000n", "can't be seen")]
    [InlineData("La\u202En", "can't be seen")]
    [InlineData("La\u200Bn", "can't be seen")]
    [InlineData("La\u00A0n", "blank that is not")]
    [InlineData("Nguye\u0302\u0303n", "composed")]
    [InlineData("La\uD800n", "is not Unicode")]
    [InlineData("La\uE000n", "without meaning")]
    public void Check_WhenANameMisleads_SaysWhy(string name, string why) =>
        AssertDefect(Good with { Subject = Good.Subject with { CommonName = name } }, "subject.commonName", why);

    [Fact]
    public void Check_WhenValuesAreAtTheirUpperBounds_TakesThemAndNoLongerOnes()
    {
        var full = new RequestedSubject
        {
            CommonName = new string('ễ', 64),
            Organization = new string('ễ', 64),
            OrganizationalUnits = [.. Enumerable.Repeat(new string('ễ', 64), 8)],
            Title = new string('ễ', 64),
            SerialNumber = new string('9', 64),
            UserId = new string('ễ', 256),
            Locality = new string('ễ', 128),
            StateOrProvince = new string('ễ', 128),
        };
        Assert.Empty(CertificateRequestRules.Check(new CertificateRequestContent { Subject = full }));
        CertificationRequest.Read(
            CertificateRequests.Create(new CertificateRequestContent { Subject = full }, TestKey.Ec().Generator)
        );

        AssertLonger(full with { CommonName = full.CommonName + "a" }, "subject.commonName");
        AssertLonger(full with { Organization = full.Organization + "a" }, "subject.organization");
        AssertLonger(full with { Title = full.Title + "a" }, "subject.title");
        AssertLonger(full with { SerialNumber = full.SerialNumber + "9" }, "subject.serialNumber");
        AssertLonger(full with { UserId = full.UserId + "a" }, "subject.userId");
        AssertLonger(full with { Locality = full.Locality + "a" }, "subject.locality");
        AssertLonger(full with { StateOrProvince = full.StateOrProvince + "a" }, "subject.stateOrProvince");
    }

    [Fact]
    public void Check_WhenPartsHaveTheWrongForm_NamesEachField()
    {
        var subject = Good.Subject;
        AssertDefect(Good with { Subject = subject with { Country = "vn" } }, "subject.country", "two capital letters");
        AssertDefect(
            Good with
            {
                Subject = subject with { SerialNumber = "số 5" },
            },
            "subject.serialNumber",
            "Printable"
        );
        AssertDefect(Good with { Subject = subject with { EmailAddress = "a@" } }, "subject.emailAddress", "mail");
        var units = subject with { OrganizationalUnits = [.. Enumerable.Repeat("Tổ", 9)] };
        AssertDefect(Good with { Subject = units }, "subject.organizationalUnits", "more than 8");
        AssertDefect(Good with { ChallengePassword = "" }, "challengePassword", "empty");
        AssertDefect(Good with { ChallengePassword = new string('a', 256) }, "challengePassword", "longer than 255");
        AssertDefect(Good with { DnsNames = [.. Enumerable.Repeat("a.vn", 31)] }, "dnsNames", "more than 32");
    }

    [Theory]
    [InlineData("*.edu.vn")]
    [InlineData("-a.vn")]
    [InlineData("a..vn")]
    [InlineData("trường.vn")]
    [InlineData("a.vn\0.evil.com")]
    public void Check_WhenAHostNameIsNone_SaysSo(string name) =>
        AssertDefect(Good with { DnsNames = ["a.vn", name] }, "dnsNames[1]", "is not a host name");

    [Theory]
    [InlineData("ánh@a.vn")]
    [InlineData("a b@c.vn")]
    [InlineData("a@b@c.vn")]
    [InlineData("@a.vn")]
    [InlineData("a.@b.vn")]
    public void Check_WhenAMailAddressIsNone_SaysSo(string mail) =>
        AssertDefect(Good with { EmailAddresses = [mail] }, "emailAddresses[0]", "is not a mail address");

    [Theory]
    [InlineData("/a")]
    [InlineData("https://u:p@a.vn/")]
    [InlineData("https://a.vn/ổi")]
    [InlineData("file:///etc/passwd")]
    public void Check_WhenAUriIsNotAbsolute_SaysSo(string uri) =>
        AssertDefect(Good with { Uris = [uri] }, "uris[0]", "is not an absolute URI");

    [Fact]
    public void Create_WhenTheContentBreaksARule_MakesNothing() =>
        Assert.Contains(
            "subject.commonName is missing",
            Assert
                .Throws<PkiFormatException>(() =>
                    CertificateRequests.Create(
                        Good with
                        {
                            Subject = Good.Subject with { CommonName = "" },
                        },
                        TestKey.Ec().Generator
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    private static void AssertLonger(RequestedSubject subject, string field) =>
        AssertDefect(new CertificateRequestContent { Subject = subject }, field, "is longer than");

    private static void AssertDefect(CertificateRequestContent content, string field, string why)
    {
        var defect = Assert.Single(CertificateRequestRules.Check(content));
        Assert.Equal(field, defect.Field);
        Assert.Contains(why, defect.Message, StringComparison.Ordinal);
    }
}
