// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Our client against <c>openssl ocsp</c>, and <c>openssl ocsp</c> against our responder.</summary>
public sealed class OpenSslOcspTests
{
    [Theory]
    [InlineData("ec", false, false)]
    [InlineData("ec", true, false)]
    [InlineData("rsa", false, false)]
    [InlineData("ec", false, true)]
    [InlineData("ec", true, true)]
    public async Task GetStatus_WhenOpenSslAnswers_TellsAllThree(string key, bool sha256, bool byGet)
    {
        using var authority = new OpenSslAuthority(key == "rsa" ? TestKey.Rsa() : TestKey.Ec());
        var (good, revoked) = (authority.IssuePerson("Lan"), authority.IssuePerson("Minh"));
        var unlisted = DevelopmentPki.CreatePerson(
            new PersonName("Tú", "", ""),
            TestKey.Ec().PublicKey,
            authority.Issuer,
            TestPki.Life
        );
        await authority.RevokeAsync(revoked);
        await using var responder = await authority.StartResponderAsync(more: ["-nmin", "5"]);
        using var rig = new StatusRig(
            new CertificateStatusOptions
            {
                CertIdDigest = sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1,
                UseGet = byGet,
                RequireNonce = !byGet,
            }
        );

        var ca = authority.Issuer.Certificate;
        var first = await rig.AskAsync(good, ca, responder.Url);
        var second = await rig.AskAsync(revoked, ca, responder.Url);
        var third = await rig.AskAsync(unlisted, ca, responder.Url);

        Assert.Equal((CertificateStatus.Good, true), (first.Status, first.IsFresh));
        Assert.Equal(StatusEvidenceKind.Ocsp, first.Evidence!.Kind);
        Assert.Equal(TimeSpan.FromMinutes(5), first.Evidence.NextUpdate - first.Evidence.ThisUpdate);
        Assert.Equal(SHA256.HashData(first.Evidence.Content.Span), first.Evidence.Digest.ToArray());
        Assert.Equal(CertificateStatus.Revoked, second.Status);
        Assert.Contains("KeyCompromise", second.Detail, StringComparison.Ordinal);
        Assert.Equal(CertificateStatus.Unknown, third.Status);
        Assert.Equal([StatusFault.UnknownCertificate], rig.Events.Faults);
        Assert.Equal(2, rig.Kept.Count);
    }

    [Theory]
    [InlineData("-resp_key_id")]
    [InlineData("-resp_no_certs")]
    public async Task GetStatus_WhenResponderSpeaksOtherwise_IsGood(string option)
    {
        using var authority = new OpenSslAuthority();
        var certificate = authority.IssuePerson("Lan");
        await using var responder = await authority.StartResponderAsync(more: [option]);
        using var rig = new StatusRig();

        var answer = await rig.AskAsync(certificate, authority.Issuer.Certificate, responder.Url);

        Assert.Equal(CertificateStatus.Good, answer.Status);
        Assert.Null(answer.Evidence!.NextUpdate);
    }

    [Fact]
    public async Task GetStatus_WhenResponderIsDelegatedWithNoCheck_IsGood()
    {
        using var authority = new OpenSslAuthority();
        var certificate = authority.IssuePerson("Lan");
        authority.IssueResponder(noCheck: true);
        await using var responder = await authority.StartResponderAsync("responder");
        using var rig = new StatusRig();

        Assert.Equal(
            CertificateStatus.Good,
            (await rig.AskAsync(certificate, authority.Issuer.Certificate, responder.Url)).Status
        );
    }

    [Fact]
    public async Task GetStatus_WhenDelegatedResponderHasNoStatus_IsNotRelied()
    {
        using var authority = new OpenSslAuthority();
        var certificate = authority.IssuePerson("Lan");
        authority.IssueResponder(noCheck: false);
        await using var responder = await authority.StartResponderAsync("responder");
        using var rig = new StatusRig();

        var answer = await rig.AskAsync(certificate, authority.Issuer.Certificate, responder.Url);

        Assert.Equal(CertificateStatus.Unknown, answer.Status);
        Assert.Equal([StatusFault.NotAuthorized], rig.Events.Faults);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetStatus_WhenDelegatedResponderIsInACrl_FollowsIt(bool isRevoked)
    {
        using var authority = new OpenSslAuthority();
        using var files = new HttpFiles();
        var certificate = authority.IssuePerson("Lan");
        var delegated = authority.IssueResponder(noCheck: false);
        if (isRevoked)
        {
            await authority.RevokeAsync(delegated);
        }

        var crl = files.Set("ca.crl", await authority.CrlAsync());
        await using var responder = await authority.StartResponderAsync("responder");
        using var rig = new StatusRig();

        var answer = await rig.AskAsync(certificate, authority.Issuer.Certificate, responder.Url, crl);

        // The CRL tells the certificate's own status as well.
        Assert.Equal(CertificateStatus.Good, answer.Status);
        Assert.Equal(isRevoked ? StatusEvidenceKind.Crl : StatusEvidenceKind.Ocsp, answer.Evidence!.Kind);
    }

    [Theory]
    [InlineData("not for OCSP")]
    [InlineData("of another issuer")]
    [InlineData("expired")]
    public async Task GetStatus_WhenResponderIsNotAuthorized_IsNotRelied(string defect)
    {
        using var authority = new OpenSslAuthority();
        var certificate = authority.IssuePerson("Lan");
        var past = new Validity(TestPki.Life.From, TestPki.Life.From.AddYears(1));
        authority.IssueResponder(
            noCheck: true,
            isForOcsp: defect != "not for OCSP",
            by: defect == "of another issuer" ? new TestPki().NewRoot("CN=OpenSSL CA, O=Test, C=VN") : null,
            validity: defect == "expired" ? past : null
        );
        await using var responder = await authority.StartResponderAsync("responder");
        using var rig = new StatusRig();

        var answer = await rig.AskAsync(certificate, authority.Issuer.Certificate, responder.Url);

        Assert.Equal(CertificateStatus.Unknown, answer.Status);
        Assert.Equal([StatusFault.NotAuthorized], rig.Events.Faults);
    }

    [Theory]
    [InlineData("ec256")]
    [InlineData("ec384")]
    [InlineData("rsa")]
    public async Task OpenSslReads_WhenOurResponderAnswers(string kind)
    {
        using var authority = new OpenSslAuthority(TimestampTokenVerifierTests.NewKey(kind));
        var (good, revoked) = (authority.IssuePerson("Lan"), authority.IssuePerson("Minh"));
        var responder = ResponderOf(
            authority,
            [new RevokedCertificate(revoked.SerialNumber, DateTimeOffset.UnixEpoch.AddYears(50), "superseded")]
        );
        var goodFile = authority.Write("good.pem", good.ExportCertificatePem());
        var revokedFile = authority.Write("revoked.pem", revoked.ExportCertificatePem());
        var (request, response) = (authority.FileOf("request.der"), authority.FileOf("response.der"));
        string[] what = ["-issuer", authority.CertificateFile, "-cert", goodFile, "-sha256", "-cert", revokedFile];
        await Tool.RunAsync("openssl", ["ocsp", .. what, "-reqout", request, "-no_nonce"]);

        await File.WriteAllBytesAsync(
            response,
            await responder.RespondAsync(await File.ReadAllBytesAsync(request), default)
        );
        var read = await Tool.RunAsync(
            "openssl",
            ["ocsp", .. what, "-respin", response, "-CAfile", authority.CertificateFile]
        );

        Assert.True(read.ExitCode == 0, read.ToString());
        Assert.Contains("Response verify OK", read.Error, StringComparison.Ordinal);
        Assert.Contains("good.pem: good", read.Output, StringComparison.Ordinal);
        Assert.Contains("revoked.pem: revoked", read.Output, StringComparison.Ordinal);
        Assert.Contains("Reason: superseded", read.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSslReads_WhenOurCrlIsAsked()
    {
        using var authority = new OpenSslAuthority();
        var revoked = authority.IssuePerson("Minh");
        var responder = ResponderOf(
            authority,
            [new RevokedCertificate(revoked.SerialNumber, DateTimeOffset.UnixEpoch.AddYears(50), "keyCompromise")]
        );
        var file = authority.FileOf("our.crl");
        await File.WriteAllBytesAsync(file, await responder.CrlAsync(default));

        var read = await Tool.RunAsync(
            "openssl",
            "crl",
            "-inform",
            "DER",
            "-in",
            file,
            "-CAfile",
            authority.CertificateFile,
            "-noout",
            "-text"
        );

        Assert.Contains("verify OK", read.Error, StringComparison.Ordinal);
        Assert.Contains($"Serial Number: {revoked.SerialNumber}", read.Output, StringComparison.Ordinal);
        Assert.Contains("Key Compromise", read.Output, StringComparison.Ordinal);
    }

    private static StatusResponder ResponderOf(OpenSslAuthority authority, IReadOnlyList<RevokedCertificate> revoked)
    {
        var signer = new SoftwareDigestSigner();
        signer.Add("pkcs11:ca", authority.Key.Key);
        var identity = new StatusResponderIdentity
        {
            KeyUri = "pkcs11:ca",
            Certificate = authority.Issuer.Certificate,
            Algorithm = authority.Key.Algorithm,
        };
        return new StatusResponder(identity, () => revoked, signer, TimeProvider.System);
    }
}
