// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>openssl ts and the platform's own CMS against ours, both ways.</summary>
public sealed class OpenSslTests : IDisposable
{
    private static readonly byte[] Data = "Điểm trung bình môn: 9,5"u8.ToArray();
    private readonly TestPki _pki = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Keys => new("ec256", "ec384", "rsa", "pss");

    [Theory]
    [InlineData("ec256")]
    [InlineData("ec384")]
    [InlineData("rsa")]
    public async Task OpenSslVerifies_WhenOurAuthorityAnswersItsQuery(string kind)
    {
        var tsa = new TestTimestampAuthority(_pki, TimeProvider.System, TimestampTokenVerifierTests.NewKey(kind));
        var data = _folder.Write("data", Data);
        var query = _folder.File("query.tsq");
        await OpenSslAsync("ts", "-query", "-data", data, "-sha256", "-cert", "-out", query);

        var reply = await tsa.Authority.RespondAsync(File.ReadAllBytes(query), CancellationToken.None);

        var (replyFile, anchor) = (_folder.Write("reply.tsr", reply), Pem("root.pem", _pki.TimestampRoot.Certificate));
        var verified = await OpenSslAsync("ts", "-verify", "-queryfile", query, "-in", replyFile, "-CAfile", anchor);
        Assert.Contains("Verification: OK", verified.Output, StringComparison.Ordinal);
        var text = await OpenSslAsync("ts", "-reply", "-in", replyFile, "-text");
        Assert.Contains("Policy OID: 2.999.3161.1", text.Output, StringComparison.Ordinal);
        Assert.Contains("Accuracy: 0x01 seconds", text.Output, StringComparison.Ordinal);
    }

    /// <summary>openssl ts reads PKCS #7, which has no PSS; openssl cms does.</summary>
    [Theory]
    [MemberData(nameof(Keys))]
    public async Task OpenSslCmsVerifies_WhenTokenIsOurs(string kind)
    {
        var tsa = new TestTimestampAuthority(_pki, TimeProvider.System, TimestampTokenVerifierTests.NewKey(kind));
        var token = _folder.Write("token.der", await tsa.StampAsync(Data));
        var (anchor, content) = (Pem("root.pem", _pki.TimestampRoot.Certificate), _folder.File("tstinfo.der"));

        await OpenSslAsync(
            "cms",
            "-verify",
            "-inform",
            "DER",
            "-in",
            token,
            "-CAfile",
            anchor,
            "-purpose",
            "timestampsign",
            "-binary",
            "-out",
            content
        );

        Assert.Equal(1, TstInfo.Decode(File.ReadAllBytes(content), AsnEncodingRules.DER).Accuracy!.Value.Seconds);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task PlatformAgrees_WhenTokenIsOurs(string kind)
    {
        var tsa = new TestTimestampAuthority(_pki, TimeProvider.System, TimestampTokenVerifierTests.NewKey(kind));
        var token = await tsa.StampAsync(Data);

        Assert.True(Rfc3161TimestampToken.TryDecode(token, out var platform, out var used));
        Assert.Equal(token.Length, used);
        Assert.True(platform.VerifySignatureForData(Data, out var certificate));
        Assert.Equal(tsa.Certificate, certificate);
        var ours = Verify(token);
        Assert.True(ours.Passed, ours.Reason);
        Assert.Equal(platform.TokenInfo.Timestamp, ours.Time);
    }

    [Fact]
    public async Task ClientAccepts_WhenOpenSslIsTheAuthority()
    {
        var config = WriteOpenSslAuthority();
        using var listener = StartListener(
            out var url,
            async query =>
            {
                var (q, r) = (_folder.Write("q.tsq", query), _folder.File("r.tsr"));
                await OpenSslAsync("ts", "-reply", "-config", config, "-section", "tsa1", "-queryfile", q, "-out", r);
                return File.ReadAllBytes(r);
            }
        );
        using var http = new HttpClient();
        var options = new TimestampSourceOptions
        {
            Authorities =
            [
                new()
                {
                    Name = "openssl",
                    Url = url,
                    Timeout = TimeSpan.FromSeconds(30),
                    Policy = "1.2.3.4.1",
                },
            ],
        };
        using var source = new HttpTimestampSource(
            options,
            http,
            new TimestampTokenVerifier(new CertificatePathValidator()),
            () => _pki.Anchors.TimestampAuthorities,
            TimeProvider.System
        );

        var token = await source.TimestampAsync(
            SHA256.HashData(Data),
            HashAlgorithmName.SHA256,
            CancellationToken.None
        );

        Assert.True(Verify(token.Token).Passed);
        Assert.Equal(TimestampAuthorityState.Answering, source.Health()[0].State);
    }

    private TimestampVerification Verify(ReadOnlyMemory<byte> token) =>
        new TimestampTokenVerifier(new CertificatePathValidator()).Verify(
            token,
            Data,
            _pki.Anchors.TimestampAuthorities
        );

    private string WriteOpenSslAuthority()
    {
        var key = TestKey.Rsa();
        var certificate = Pem("tsa.pem", _pki.Tsa(key.PublicKey));
        var keyFile = _folder.Write("tsa.key", ((RSA)key.Key).ExportPkcs8PrivateKeyPem());
        _folder.Write("serial", "01\n");
        return _folder.Write(
            "tsa.cnf",
            $"""
            [tsa1]
            serial = {_folder.File("serial")}
            crypto_device = builtin
            signer_cert = {certificate}
            signer_key = {keyFile}
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sha384, sha512
            accuracy = secs:1
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """
        );
    }

    private static HttpListener StartListener(out Uri url, Func<byte[], Task<byte[]>> answer)
    {
        var listener = LocalHttp.Start(out url);
        _ = ServeAsync(listener, answer);
        return listener;
    }

    private static async Task ServeAsync(HttpListener listener, Func<byte[], Task<byte[]>> answer)
    {
        var context = await listener.GetContextAsync();
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        context.Response.ContentType = TimestampAuthority.ReplyMediaType;
        await context.Response.OutputStream.WriteAsync(await answer(body.ToArray()));
        context.Response.Close();
    }

    private string Pem(string name, X509Certificate2 certificate) =>
        _folder.Write(name, certificate.ExportCertificatePem());

    private static async Task<ToolResult> OpenSslAsync(params string[] arguments)
    {
        var result = await Tool.RunAsync("openssl", arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }
}
