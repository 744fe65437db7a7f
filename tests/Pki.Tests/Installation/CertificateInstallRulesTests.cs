// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Chains that <c>openssl ca</c> issued for requests of ours: taken, or refused with a sentence that names what is wrong.</summary>
public sealed class CertificateInstallRulesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestKey _key = TestKey.Ec();
    private readonly CertificateInstallRules _rules = new();
    private byte[] _request = [];
    private OpenSslIssuer _issuer = null!;

    public async Task InitializeAsync()
    {
        _issuer = await OpenSslIssuer.CreateAsync();
        _request = RequestFor("Nguyễn Thị Ánh Tuyết", _key);
    }

    public Task DisposeAsync()
    {
        _issuer.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("P-256")]
    [InlineData("P-384")]
    [InlineData("RSA-2048")]
    public async Task Check_WhenOpenSslCertifiedTheRequest_AcceptsTheChain(string kind)
    {
        var key = CertificateRequestsTests.KeyOf(kind);
        var request = CertificateRequests.Create(CertificateRequestsTests.Whole, key.Generator);
        var leaf = await _issuer.IssueAsync(request);

        var verdict = _rules.Check(
            OfferOf(leaf, _issuer.Issuing) with
            {
                PublicKey = key.PublicKey.ExportSubjectPublicKeyInfo(),
                Request = request,
            }
        );

        Assert.Empty(verdict.Defects);
        Assert.Empty(verdict.Warnings);
        Assert.Equal([leaf, _issuer.Issuing], verdict.Chain);
        Assert.Null(_rules.CheckActivation(verdict.Chain, [_issuer.Root], s_now));
    }

    [Fact]
    public async Task Check_WhenTheAuthoritySendsItInOtherForms_ReadsThemAll()
    {
        var leaf = await _issuer.IssueAsync(_request);
        var pem =
            leaf.ExportCertificatePem()
            + "\n"
            + _issuer.Issuing.ExportCertificatePem()
            + "\n"
            + _issuer.Root.ExportCertificatePem();
        byte[][] forms =
        [
            Encoding.ASCII.GetBytes(pem),
            await _issuer.Pkcs7Async(der: true, _issuer.Root, leaf, _issuer.Issuing),
            await _issuer.Pkcs7Async(der: false, _issuer.Issuing, leaf),
        ];
        foreach (var form in forms)
        {
            var verdict = _rules.Check(OfferOf(leaf) with { Certificates = [form] });

            Assert.Empty(verdict.Defects);
            Assert.Equal([leaf, _issuer.Issuing], verdict.Chain);
        }
    }

    [Fact]
    public async Task Check_WhenAPartIsNoCertificate_NamesThePart()
    {
        var leaf = await _issuer.IssueAsync(_request);
        var key = Encoding.ASCII.GetBytes(_key.Key.ExportPkcs8PrivateKeyPem());
        (ReadOnlyMemory<byte> Part, string Why)[] cases =
        [
            ("garbage"u8.ToArray(), "Part 2 of what is offered holds 0 certificates"),
            (new byte[] { 0x30, 0x03, 1, 2, 3 }, "Part 2 of what is offered is neither a certificate nor PKCS#7"),
            (key, "'PRIVATE KEY', which is no certificate"),
            (_request, "Part 2 of what is offered is neither"),
            (leaf.RawDataMemory[..^1], "Part 2 of what is offered is neither"),
            (new byte[OfferedCertificates.MaximumLength + 1], "is longer than"),
            (Array.Empty<byte>(), "holds 0 certificates"),
        ];
        foreach (var (part, why) in cases)
        {
            AssertRefused(
                OfferOf(leaf) with
                {
                    Certificates = [leaf.RawData, part],
                },
                CertificateDefectKind.Unreadable,
                why
            );
        }

        AssertRefused(
            OfferOf(leaf) with
            {
                Certificates = [],
            },
            CertificateDefectKind.Unreadable,
            "0 certificates are offered"
        );
        var many = Enumerable.Repeat<ReadOnlyMemory<byte>>(leaf.RawData, 11);
        AssertRefused(
            OfferOf(leaf) with
            {
                Certificates = [.. many],
            },
            CertificateDefectKind.Unreadable,
            "11 certificates"
        );
    }

    [Fact]
    public async Task Check_WhenTheChainHasGapsOrStrangers_SaysWhere()
    {
        using var other = await OpenSslIssuer.CreateAsync();
        var leaf = await _issuer.IssueAsync(_request);

        AssertRefused(OfferOf(leaf), CertificateDefectKind.Chain, "The chain is incomplete");
        AssertRefused(OfferOf(leaf, other.Issuing), CertificateDefectKind.Chain, "was not issued by certificate 2");
        AssertRefused(
            OfferOf(leaf, _issuer.Issuing, other.Issuing),
            CertificateDefectKind.Chain,
            "certificate 2 (CN=OpenSSL issuing"
        );
        AssertRefused(
            OfferOf(leaf, _issuer.Issuing) with
            {
                Anchors = [],
            },
            CertificateDefectKind.Chain,
            "trusts no authority"
        );
        AssertRefused(
            OfferOf(leaf, _issuer.Issuing, _issuer.Root) with
            {
                Anchors = [other.Root],
            },
            CertificateDefectKind.Chain,
            "none of the tenant's anchors"
        );
    }

    [Fact]
    public async Task Check_WhenTheChainBeginsAtTheWrongEnd_SaysWhichIsTheCertificate()
    {
        var leaf = await _issuer.IssueAsync(_request);

        var verdict = _rules.Check(OfferOf(_issuer.Issuing, leaf));

        Assert.Contains(
            verdict.Defects,
            static d =>
                d.Kind == CertificateDefectKind.Key
                && d.Message.Contains("number 2 of the chain", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Check_WhenTheCertificateIsForAnotherKey_SaysSo()
    {
        var leaf = await _issuer.IssueAsync(RequestFor("Nguyễn Thị Ánh Tuyết", TestKey.Ec()));

        AssertRefused(OfferOf(leaf, _issuer.Issuing), CertificateDefectKind.Key, "is for another key");
    }

    [Theory]
    [InlineData("encryption", CertificateDefectKind.Usage, "neither digitalSignature nor nonRepudiation")]
    [InlineData("time", CertificateDefectKind.Usage, "time-stamping authority")]
    [InlineData("mixed", CertificateDefectKind.Usage, "time-stamping authority")]
    [InlineData("responder", CertificateDefectKind.Usage, "OCSP responder")]
    [InlineData("tls", CertificateDefectKind.Usage, "(1.3.6.1.5.5.7.3.1) has none that is for signing documents")]
    [InlineData("code", CertificateDefectKind.Usage, "(1.3.6.1.5.5.7.3.3) has none that is for signing documents")]
    [InlineData("authority", CertificateDefectKind.Authority, "certificate authority")]
    [InlineData("odd", CertificateDefectKind.Path, "unknown critical extension 1.2.3.4")]
    public async Task Check_WhenTheCertificateIsForSomethingElse_SaysSo(
        string extensions,
        CertificateDefectKind kind,
        string why
    ) => AssertRefused(OfferOf(await _issuer.IssueAsync(_request, extensions), _issuer.Issuing), kind, why);

    [Theory]
    [InlineData("any-usage")]
    [InlineData("mail")]
    [InlineData("client")]
    [InlineData("document")]
    [InlineData("adobe")]
    [InlineData("microsoft")]
    public async Task Check_WhenAUsageIsOfPeopleWhoSign_AcceptsIt(string extensions) =>
        Assert.Empty(_rules.Check(OfferOf(await _issuer.IssueAsync(_request, extensions), _issuer.Issuing)).Defects);

    [Fact]
    public async Task Check_WhenItHasExpired_SaysWhen()
    {
        var leaf = await _issuer.IssueAsync(_request, until: "20260531235959Z");

        AssertRefused(OfferOf(leaf, _issuer.Issuing), CertificateDefectKind.Time, "expired at 2026-05-31T23:59:59Z");
        Assert.Empty(
            _rules
                .Check(OfferOf(leaf, _issuer.Issuing) with { Now = new SigningCertificateFacts(leaf).NotAfter })
                .Defects
        );
    }

    [Fact]
    public async Task Check_WhenItIsNotValidYet_LetsItInForAnActivationLater()
    {
        var leaf = await _issuer.IssueAsync(_request, from: "20260901000000Z");

        var verdict = _rules.Check(OfferOf(leaf, _issuer.Issuing));

        Assert.True(verdict.IsAccepted);
        Assert.Contains(
            "not valid before 2026-09-01T00:00:00Z",
            Assert.Single(verdict.Warnings).Message,
            StringComparison.Ordinal
        );
        var now = _rules.CheckActivation(verdict.Chain, [_issuer.Root], s_now);
        Assert.Equal(CertificateDefectKind.Time, now?.Kind);
        Assert.Null(_rules.CheckActivation(verdict.Chain, [_issuer.Root], new SigningCertificateFacts(leaf).NotBefore));
    }

    [Fact]
    public async Task Check_WhenTheIssuerEndsFirst_WarnsAndLaterRefuses()
    {
        using var issuer = await OpenSslIssuer.CreateAsync(issuingUntil: "20270101000000Z");
        var leaf = await issuer.IssueAsync(_request);
        var offer = OfferOf(leaf, issuer.Issuing) with { Anchors = [issuer.Root] };

        Assert.Contains(
            "ends at 2027-01-01",
            Assert.Single(_rules.Check(offer).Warnings).Message,
            StringComparison.Ordinal
        );
        AssertRefused(offer with { Now = s_now.AddYears(1) }, CertificateDefectKind.Time, "had expired");
    }

    [Theory]
    [InlineData("SHA-1")]
    [InlineData("RSA-1024")]
    [InlineData("P-521")]
    [InlineData("secp256k1")]
    public async Task Check_WhenItIsWeakerThanAllowed_SaysWhat(string weakness)
    {
        var (key, more, why) = weakness switch
        {
            "SHA-1" => (_key, (string[])["-md", "sha1"], "SHA-256 or stronger"),
            "RSA-1024" => (TestKey.Rsa(1024), [], "1024 bits is too short"),
            "P-521" => (
                TestKey.Ec(ECCurve.NamedCurves.nistP521, SignatureAlgorithm.EcdsaSha256),
                [],
                "neither P-256 nor P-384"
            ),
            _ => (
                TestKey.Ec(ECCurve.CreateFromValue("1.3.132.0.10"), SignatureAlgorithm.EcdsaSha256),
                [],
                "neither P-256 nor P-384"
            ),
        };
        var leaf = await _issuer.IssueAsync(RequestFor("Nguyễn Thị Ánh Tuyết", key), more: more);

        AssertRefused(
            OfferOf(leaf, _issuer.Issuing) with
            {
                PublicKey = key.PublicKey.ExportSubjectPublicKeyInfo(),
            },
            CertificateDefectKind.Strength,
            why
        );
    }

    [Fact]
    public async Task Check_WhenItIsForSomebodyElse_RefusesAndForLessOfTheSubjectWarns()
    {
        var other = await _issuer.IssueAsync(_request, more: ["-subj", "/C=VN/O=THCS Nguyễn Huệ/CN=Trần Văn Ba"]);
        var less = await _issuer.IssueAsync(_request, more: ["-subj", "/C=VN/CN=Nguyễn Thị Ánh Tuyết"]);

        AssertRefused(
            OfferOf(other, _issuer.Issuing) with
            {
                Request = _request,
            },
            CertificateDefectKind.Subject,
            "The request is for CN=Nguyễn Thị Ánh Tuyết"
        );
        var verdict = _rules.Check(OfferOf(less, _issuer.Issuing) with { Request = _request });
        Assert.True(verdict.IsAccepted);
        Assert.Contains(
            "O=THCS Nguyễn Huệ, which the certificate doesn't",
            Assert.Single(verdict.Warnings).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(_rules.Check(OfferOf(other, _issuer.Issuing)).Defects);
    }

    [Theory]
    [InlineData("/CN=Nguyễn Thị Ánh Tuyết/CN=Trần Văn Ba")]
    [InlineData("/CN=Trần Văn Ba/CN=Nguyễn Thị Ánh Tuyết")]
    public async Task Check_WhenItIsForSomebodyElseAsWell_Refuses(string names)
    {
        var leaf = await _issuer.IssueAsync(_request, more: ["-subj", "/C=VN/O=THCS Nguyễn Huệ" + names]);

        AssertRefused(
            OfferOf(leaf, _issuer.Issuing) with
            {
                Request = _request,
            },
            CertificateDefectKind.Subject,
            "The request is for CN=Nguyễn Thị Ánh Tuyết"
        );
    }

    [Fact]
    public async Task Check_WhenAnotherVersionHasIt_NamesTheVersion()
    {
        var leaf = await _issuer.IssueAsync(_request);
        var version = new IdentityVersion
        {
            Number = 3,
            State = VersionState.Retired,
            KeyUri = "pkcs11:id=%01",
            CreatedAt = s_now,
            ChangedAt = s_now,
            CertificateChain = [leaf],
        };

        AssertRefused(
            OfferOf(leaf, _issuer.Issuing) with
            {
                OtherVersions = [version with { Number = 2, CertificateChain = [] }, version],
            },
            CertificateDefectKind.Duplicate,
            "This is the certificate of version 3."
        );
    }

    [Fact]
    public async Task Check_WhenSeveralThingsAreWrong_TellsThemAll()
    {
        var leaf = await _issuer.IssueAsync(_request, "encryption", until: "20260101000000Z", more: ["-md", "sha1"]);

        var verdict = _rules.Check(
            OfferOf(leaf, _issuer.Issuing) with
            {
                PublicKey = TestKey.Ec().PublicKey.ExportSubjectPublicKeyInfo(),
            }
        );

        CertificateDefectKind[] expected =
        [
            CertificateDefectKind.Key,
            CertificateDefectKind.Usage,
            CertificateDefectKind.Time,
            CertificateDefectKind.Strength,
        ];
        Assert.Equal(expected, verdict.Defects.Select(static d => d.Kind));
    }

    private static byte[] RequestFor(string name, TestKey key) =>
        CertificateRequests.Create(
            new CertificateRequestContent
            {
                Subject = new RequestedSubject { CommonName = name, Organization = "THCS Nguyễn Huệ" },
            },
            key.Generator
        );

    private CertificateOffer OfferOf(params X509Certificate2[] chain) =>
        new()
        {
            Certificates = [.. chain.Select(static c => c.RawDataMemory)],
            PublicKey = _key.PublicKey.ExportSubjectPublicKeyInfo(),
            Anchors = [_issuer.Root],
            Now = s_now,
        };

    private void AssertRefused(CertificateOffer offer, CertificateDefectKind kind, string why)
    {
        var verdict = _rules.Check(offer);
        Assert.False(verdict.IsAccepted);
        var defect = Assert.Single(verdict.Defects);
        Assert.Equal(kind, defect.Kind);
        Assert.Contains(why, defect.Message, StringComparison.Ordinal);
    }
}
