// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class ClientPurposeTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("clientAuth", true)]
    [InlineData("serverAuth,clientAuth", true)]
    [InlineData("serverAuth", false)]
    [InlineData("anyExtendedKeyUsage", false)]
    [InlineData(null, false)]
    public async Task Validate_WhenOpensslIssuedForAUsage_OnlyClientAuthenticationLogsIn(string? usage, bool passes)
    {
        using var authority = await OpenSslClients.CreateAsync();
        using var leaf = X509CertificateLoader.LoadCertificateFromFile(await authority.IssueAsync("client", usage));
        using var root = X509CertificateLoader.LoadCertificateFromFile(authority.CertificateFile);
        var verified = await Tool.RunAsync(
            "openssl",
            "verify",
            "-purpose",
            "sslclient",
            "-CAfile",
            authority.CertificateFile,
            authority.FileOf("client.pem")
        );
        var now = TimeProvider.System.GetUtcNow();

        var result = new CertificatePathValidator().Validate(leaf, [], [root], now, PathPurpose.ClientAuthentication);

        Assert.Equal(passes, result.Passed);
        Assert.Equal(passes ? SubIndication.None : SubIndication.ChainConstraintsFailure, result.SubIndication);
        // openssl is content without a usage, and with any; we ask for more, never for less.
        Assert.True(!passes || verified.ExitCode == 0, verified.ToString());
    }

    [Fact]
    public void Validate_WhenItIsASignersCertificate_DoesNotLogIn()
    {
        var pki = new TestPki();
        var signer = pki.Person("Nguyễn Văn An", TestKey.Ec().PublicKey);
        var result = new CertificatePathValidator().Validate(
            signer,
            [pki.Issuing.Certificate],
            [pki.Root.Certificate],
            s_now,
            PathPurpose.ClientAuthentication
        );

        Assert.Equal(SubIndication.ChainConstraintsFailure, result.SubIndication);
    }

    [Fact]
    public void Validate_WhenDevelopmentMadeThem_ClientsLogInAndServersDoNot()
    {
        var pki = new TestPki();
        var client = DevelopmentPki.CreateTlsClient(
            "CN=a",
            new Uri("urn:a"),
            TestKey.Ec().PublicKey,
            pki.Root,
            TestPki.Life
        );
        var server = DevelopmentPki.CreateTlsServer(
            "CN=b",
            ["localhost"],
            [System.Net.IPAddress.Loopback],
            TestKey.Ec().PublicKey,
            pki.Root,
            TestPki.Life
        );
        var validator = new CertificatePathValidator();

        Assert.True(Passes(client));
        Assert.False(Passes(server));

        bool Passes(X509Certificate2 leaf) =>
            validator.Validate(leaf, [], [pki.Root.Certificate], s_now, PathPurpose.ClientAuthentication).Passed;
    }
}
