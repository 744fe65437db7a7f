// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>A delegated responder without ocsp-nocheck: its own certificate has to be good by a CRL (RFC 6960 §4.2.2.2.1).</summary>
public sealed class DelegatedResponderTests : IDisposable
{
    private const X500DistinguishedNameFlags Plain = X500DistinguishedNameFlags.Reversed;
    private const X500DistinguishedNameFlags Utf8 = Plain | X500DistinguishedNameFlags.ForceUTF8Encoding;
    private readonly StatusHouse _house = new();
    private readonly TestKey _key = TestKey.Ec();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task GetStatus_WhenResponderWritesItsIssuersNameInAnotherForm_IsGoodByIt()
    {
        AnswerBy(IssueResponder(Utf8, "http://crl.example/ca.crl"));
        _house.Sources.On("crl.example", _ => _house.Crl());

        var answer = await _house.AskAsync();

        Assert.Equal(
            (CertificateStatus.Good, StatusEvidenceKind.Ocsp),
            (answer.Status, answer.Evidence?.Kind ?? StatusEvidenceKind.Crl)
        );
    }

    [Fact]
    public async Task GetStatus_WhenSuchAResponderHasNoCrl_IsUnknownAndSaysWhy()
    {
        AnswerBy(IssueResponder(Utf8));

        Assert.Equal(CertificateStatus.Unknown, (await _house.AskAsync()).Status);
        Assert.Equal(CertificateStatus.Unknown, (await _house.AskAsync()).Status);
        Assert.Equal([StatusFault.NotAuthorized, StatusFault.Unreachable], _house.Events.Faults);
    }

    [Fact]
    public async Task GetStatus_WhenFirstCrlOfTheResponderFails_TheSecondTells()
    {
        AnswerBy(IssueResponder(Plain, "http://one.example/", "http://two.example/"));
        _house.Sources.On("one.example", HttpStatusCode.BadGateway);
        _house.Sources.On("two.example", _ => _house.Crl());

        Assert.Equal(CertificateStatus.Good, (await _house.AskAsync()).Status);
        Assert.Equal((StatusEvidenceKind.Ocsp, 3), (Assert.Single(_house.Kept).Kind, _house.Sources.Asked));

        // The one that failed is left alone, the other one's CRL is shared: the responder alone is asked.
        var other = Assert.Single(_house.IssueMore(1));
        Assert.Equal(CertificateStatus.Good, (await _house.Source.GetStatusAsync(other, default)).Status);
        Assert.Equal(4, _house.Sources.Asked);
    }

    [Fact]
    public async Task GetStatus_WhenResponderIsRevokedByItsFirstCrl_NoOtherIsAsked()
    {
        var responder = IssueResponder(Plain, "http://one.example/", "http://two.example/");
        AnswerBy(responder);
        _house.Sources.On("one.example", _ => _house.Crl(listed: responder));
        _house.Sources.On("two.example", _ => _house.Crl());

        Assert.Equal(CertificateStatus.Unknown, (await _house.AskAsync()).Status);
        Assert.Equal(StatusFault.NotAuthorized, _house.Events.Faults[0]);
    }

    [Fact]
    public async Task GetStatus_WhenCrlOfTheResponderIsDown_TheResponderIsNotHeldToHaveFailed()
    {
        AnswerBy(IssueResponder(Plain, "http://one.example/"));
        _house.Sources.On("one.example", HttpStatusCode.BadGateway);
        Assert.Equal(CertificateStatus.Unknown, (await _house.AskAsync()).Status);

        _house.Sources.On("ocsp.example", body => _house.Good.Answer(body));
        var other = Assert.Single(_house.IssueMore(1));
        Assert.Equal(CertificateStatus.Good, (await _house.Source.GetStatusAsync(other, default)).Status);
    }

    private void AnswerBy(X509Certificate2 responder) =>
        _house.Sources.On(
            "ocsp.example",
            body =>
                (
                    _house.Good with
                    {
                        Generator = _key.Generator,
                        Responder = responder,
                        Certificates = [responder],
                    }
                ).Answer(body)
        );

    private X509Certificate2 IssueResponder(X500DistinguishedNameFlags form, params string[] crls)
    {
        var request = new CertificateRequest(
            new X500DistinguishedName("CN=Responder, C=VN"),
            _key.PublicKey,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(Oids.OcspSigning)], critical: false)
        );
        if (crls.Length > 0)
        {
            request.CertificateExtensions.Add(
                CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(crls)
            );
        }

        var issuer = new X500DistinguishedName(_house.Issuer.Certificate.SubjectName.Name, form);
        return request.Create(issuer, _house.Issuer.Generator, TestPki.Life.From, TestPki.Life.Until, [0x4A, 0x01]);
    }
}
