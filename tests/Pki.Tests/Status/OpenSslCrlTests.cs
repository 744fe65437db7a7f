// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>CRLs made by <c>openssl ca</c>, over HTTP.</summary>
public sealed class OpenSslCrlTests : IDisposable
{
    private readonly OpenSslAuthority _authority = new();
    private readonly HttpFiles _files = new();
    private readonly StatusRig _rig = new();

    public void Dispose()
    {
        _rig.Dispose();
        _files.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetStatus_WhenCrlIsServed_TellsGoodAndRevoked(bool asPem)
    {
        var (good, revoked) = (_authority.IssuePerson("Lan"), _authority.IssuePerson("Minh"));
        await _authority.RevokeAsync(revoked, "cessationOfOperation");
        var pem = await _authority.CrlAsync();
        var url = _files.Set("ca.crl", asPem ? pem : ToDer(pem));

        var first = await AskAsync(good, url);
        var second = await AskAsync(revoked, url);

        Assert.Equal((CertificateStatus.Good, StatusEvidenceKind.Crl), (first.Status, first.Evidence!.Kind));
        Assert.Equal(ToDer(pem), first.Evidence.Content.ToArray());
        Assert.Equal(CertificateStatus.Revoked, second.Status);
        Assert.Contains("CessationOfOperation", second.Detail, StringComparison.Ordinal);
        Assert.Equal(1, _files.Requests);
    }

    [Fact]
    public async Task GetStatus_WhenUrlIsOnlyInTheCertificate_FollowsIt()
    {
        var url = new Uri(_files.Url, "ca.crl");
        var certificate = DevelopmentPki.CreatePerson(
            new PersonName("Lan", "", ""),
            TestKey.Ec().PublicKey,
            _authority.Issuer with
            {
                Status = new StatusPointers([], [url]),
            },
            TestPki.Life
        );
        _files.Set("ca.crl", await _authority.CrlAsync());

        Assert.Equal(CertificateStatus.Good, (await AskAsync(certificate, null)).Status);
    }

    [Fact]
    public async Task GetStatus_WhenOcspIsDown_FallsBackToTheCrl()
    {
        var certificate = _authority.IssuePerson("Lan");
        var responder = await _authority.StartResponderAsync();
        await responder.StopAsync();
        var crl = _files.Set("ca.crl", await _authority.CrlAsync());

        var answer = await _rig.AskAsync(certificate, _authority.Issuer.Certificate, responder.Url, crl);

        Assert.Equal((CertificateStatus.Good, StatusEvidenceKind.Crl), (answer.Status, answer.Evidence!.Kind));
        Assert.Equal([StatusFault.Unreachable], _rig.Events.Faults);
        await responder.DisposeAsync();
    }

    public static TheoryData<string, string, string> Extensions =>
        new()
        {
            { "2.5.29.27=critical,DER:02:01:01", "", nameof(StatusFault.Unsupported) },
            { "issuingDistributionPoint=critical,@p\n[p]\nindirectCRL=TRUE", "", nameof(StatusFault.Unsupported) },
            { "issuingDistributionPoint=critical,@p\n[p]\nonlyAA=TRUE", "", nameof(StatusFault.Unsupported) },
            { "issuingDistributionPoint=critical,@p\n[p]\nonlyCA=TRUE", "", nameof(StatusFault.WrongCertificate) },
            {
                "issuingDistributionPoint=critical,@p\n[p]\nfullname=URI:http://elsewhere.example/x.crl",
                "",
                nameof(StatusFault.WrongCertificate)
            },
            {
                "issuingDistributionPoint=critical,@p\n[p]\nonlysomereasons=keyCompromise",
                "",
                nameof(StatusFault.Unsupported)
            },
            { "1.2.3.4=critical,DER:05:00", "", nameof(StatusFault.Unsupported) },
            { "authorityKeyIdentifier=keyid", "-crl_nextupdate 20250102000000Z", nameof(StatusFault.Stale) },
        };

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task GetStatus_WhenCrlDoesNotTell_IsUnknown(string extensions, string dates, string fault)
    {
        var certificate = _authority.IssuePerson("Lan");
        string[] more = dates.Length == 0 ? [] : ["-crl_lastupdate", "20250101000000Z", .. dates.Split(' ')];
        var url = _files.Set("ca.crl", await _authority.CrlAsync(extensions, more));

        Assert.Equal(CertificateStatus.Unknown, (await AskAsync(certificate, url)).Status);
        Assert.Equal(fault, _rig.Events.Faults[0].ToString());
    }

    [Fact]
    public async Task GetStatus_WhenCrlForUsersOnly_IsGood()
    {
        var certificate = _authority.IssuePerson("Lan");
        var crl = await _authority.CrlAsync("issuingDistributionPoint=critical,@p\n[p]\nonlyuser=TRUE");

        Assert.Equal(CertificateStatus.Good, (await AskAsync(certificate, _files.Set("ca.crl", crl))).Status);
    }

    // What a partial list does name is revoked all the same.
    [Fact]
    public async Task GetStatus_WhenPartialCrlListsIt_IsRevoked()
    {
        var certificate = _authority.IssuePerson("Lan");
        await _authority.RevokeAsync(certificate);
        var crl = await _authority.CrlAsync("issuingDistributionPoint=critical,@p\n[p]\nonlysomereasons=keyCompromise");

        Assert.Equal(CertificateStatus.Revoked, (await AskAsync(certificate, _files.Set("ca.crl", crl))).Status);
    }

    [Fact]
    public async Task GetStatus_WhenCrlIsAnotherIssuers_IsUnknown()
    {
        using var other = new OpenSslAuthority();
        var certificate = _authority.IssuePerson("Lan");
        var url = _files.Set("ca.crl", await other.CrlAsync());

        Assert.Equal(CertificateStatus.Unknown, (await AskAsync(certificate, url)).Status);

        // Both bear the same name, so it is the signature that tells.
        Assert.Equal([StatusFault.BadSignature], _rig.Events.Faults);
    }

    [Theory]
    [InlineData("trailing octet")]
    [InlineData("PEM of a certificate")]
    [InlineData("PEM that ends early")]
    [InlineData("nothing")]
    public async Task GetStatus_WhenFileIsNoCrl_IsMalformed(string defect)
    {
        var certificate = _authority.IssuePerson("Lan");
        var pem = await _authority.CrlAsync();
        var url = _files.Set(
            "ca.crl",
            defect switch
            {
                "trailing octet" => [.. ToDer(pem), 0],
                "PEM of a certificate" => Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()),
                "PEM that ends early" => pem[..^10],
                _ => [],
            }
        );

        Assert.Equal(CertificateStatus.Unknown, (await AskAsync(certificate, url)).Status);
        Assert.Equal([StatusFault.Malformed], _rig.Events.Faults);
    }

    [Fact]
    public async Task GetStatus_WhenManyCertificatesOfOneIssuerAsk_FetchesTheCrlOnce()
    {
        var url = _files.Set("ca.crl", await _authority.CrlAsync());
        var key = TestKey.Ec().PublicKey;
        var certificates = Enumerable.Range(0, 200).Select(i => _authority.IssuePerson($"Người {i}", key)).ToArray();

        var answers = await Task.WhenAll(certificates.Select(c => AskAsync(c, url).AsTask()));

        Assert.All(answers, a => Assert.Equal(CertificateStatus.Good, a.Status));
        Assert.Equal(1, _files.Requests);
    }

    private ValueTask<CertificateStatusAnswer> AskAsync(X509Certificate2 certificate, Uri? crl) =>
        _rig.AskAsync(certificate, _authority.Issuer.Certificate, crl: crl);

    private static byte[] ToDer(byte[] pem)
    {
        var text = Encoding.ASCII.GetString(pem);
        return Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]);
    }
}
