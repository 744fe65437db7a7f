// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>The responder of a development server, read by openssl.</summary>
[Collection(nameof(DevelopmentSite))]
public sealed class BuiltInResponderTests(DevelopmentSite site) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        File.Delete(site.Development.Revoked);
        _folder.Dispose();
    }

    [Fact]
    public async Task Ocsp_WhenOpenSslAsks_TellsWhatTheFileRevokes()
    {
        Assert.Contains(": good", await AskAsync("tieu-hoc-van-thu"), StringComparison.Ordinal);

        Revoke("tieu-hoc-van-thu");

        var revoked = await AskAsync("tieu-hoc-van-thu");
        Assert.Contains(": revoked", revoked, StringComparison.Ordinal);
        Assert.Contains("Reason: keyCompromise", revoked, StringComparison.Ordinal);
        Assert.Contains(": good", await AskAsync("tieu-hoc-gvcn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crl_WhenOpenSslReadsIt_VerifiesAndListsWhatTheFileRevokes()
    {
        var serial = Revoke("tieu-hoc-gvcn");
        using var http = new HttpClient();
        var file = _folder.Write("ca.crl", await http.GetByteArrayAsync(new Uri(site.Http, "/crl")));

        var read = await Tool.RunAsync(
            "openssl",
            "crl",
            "-inform",
            "DER",
            "-in",
            file,
            "-CAfile",
            site.Development.CertificateOf("ca-issuing"),
            "-noout",
            "-text"
        );

        Assert.Contains("verify OK", read.Error, StringComparison.Ordinal);
        Assert.Contains($"Serial Number: {serial}", read.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_WhenMadeByTheSetUp_NameTheResponder()
    {
        var read = await Tool.RunAsync(
            "openssl",
            "x509",
            "-in",
            site.Development.CertificateOf("tieu-hoc-gvcn"),
            "-noout",
            "-ocsp_uri"
        );

        Assert.Equal("http://127.0.0.1:5441/ocsp", read.Output.Trim());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[null]")]
    [InlineData(null)]
    public async Task Responder_WhenTheFileOfRevocationsIsDamaged_SaysToTryLater(string? content)
    {
        if (content is null)
        {
            Directory.CreateDirectory(site.Development.Revoked);
        }
        else
        {
            await File.WriteAllTextAsync(site.Development.Revoked, content);
        }
        try
        {
            using var http = new HttpClient();
            var crl = await http.GetAsync(new Uri(site.Http, "/crl"));
            var ocsp = await QueryAsync("tieu-hoc-gvcn");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, crl.StatusCode);
            Assert.Contains("trylater", ocsp.Output + ocsp.Error, StringComparison.Ordinal);
        }
        finally
        {
            if (content is null)
            {
                Directory.Delete(site.Development.Revoked);
            }
        }
    }

    [Theory]
    [InlineData("/ocsp")]
    [InlineData("/tsa")]
    public async Task Post_WhenTheBodyIsOfAnotherType_IsRefused(string path)
    {
        using var http = new HttpClient();
        using var body = new StringContent("x");

        var answer = await http.PostAsync(new Uri(site.Http, path), body);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private string Revoke(string identity)
    {
        var serial = PemCertificates.Read([site.Development.CertificateOf(identity)])[0].SerialNumber;
        var entry = new RevokedCertificate(
            serial,
            new DateTimeOffset(2026, 5, 31, 8, 0, 0, TimeSpan.Zero),
            "keyCompromise"
        );
        File.WriteAllBytes(site.Development.Revoked, RevokedCertificates.Write([entry]));
        return serial;
    }

    private async Task<string> AskAsync(string identity)
    {
        var read = await QueryAsync(identity);
        Assert.Contains("Response verify OK", read.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Nonce", read.Error, StringComparison.OrdinalIgnoreCase);
        return read.Output;
    }

    private async Task<ToolResult> QueryAsync(string identity)
    {
        var issuer = site.Development.CertificateOf("ca-issuing");
        var certificate = _folder.Write(
            "one.pem",
            PemCertificates.Read([site.Development.CertificateOf(identity)])[0].ExportCertificatePem()
        );
        return await Tool.RunAsync(
            "openssl",
            "ocsp",
            "-url",
            new Uri(site.Http, "/ocsp").AbsoluteUri,
            "-issuer",
            issuer,
            "-cert",
            certificate,
            "-CAfile",
            issuer,
            "-partial_chain"
        );
    }
}
