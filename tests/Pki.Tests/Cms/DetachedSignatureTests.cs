// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests.Cms;

public sealed class DetachedSignatureTests : IDisposable
{
    private static readonly byte[] Content = Encoding.ASCII.GetBytes("node node-1\nsequence 17\n");
    private readonly TestPki _pki = new();
    private readonly TestKey _key = TestKey.Ec();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_WhenItIsOurs_GivesTheSignerAndOpenSslAgrees()
    {
        var signature = Sign();

        var verified = DetachedSignature.Verify(signature, Content);

        Assert.Equal(2, verified.Certificates.Count);
        Assert.Contains("Sổ", verified.Certificate.Subject, StringComparison.Ordinal);
        string[] arguments =
        [
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            _folder.Write("signature.der", signature),
            "-content",
            _folder.Write("content", Content),
            "-CAfile",
            _folder.Write("root.pem", _pki.Root.Certificate.ExportCertificatePem()),
        ];
        var run = await Tool.RunAsync("openssl", [.. arguments, "-purpose", "any"]);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    [Fact]
    public void Verify_WhenTheContentIsAnother_Refuses() =>
        Assert.Throws<PkiFormatException>(() => DetachedSignature.Verify(Sign(), "node node-2"u8.ToArray()));

    [Fact]
    public void Verify_WhenAnyOctetIsChanged_NeverNamesAnotherSigner()
    {
        var signature = Sign();
        var refused = 0;
        for (var i = 0; i < signature.Length; i++)
        {
            var changed = (byte[])signature.Clone();
            changed[i] ^= 0x01;
            try
            {
                // What is not signed may change: a certificate that is carried along.
                var verified = DetachedSignature.Verify(changed, Content);
                Assert.Equal(
                    _key.PublicKey.EncodedKeyValue.RawData,
                    verified.Certificate.PublicKey.EncodedKeyValue.RawData
                );
            }
            catch (PkiFormatException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, signature.Length / 3, signature.Length);
    }

    private byte[] Sign()
    {
        using var certificate = _pki.Seal("Sổ nhật ký", _key.PublicKey);
        var builder = DetachedSignature.Start(certificate, SignatureAlgorithm.EcdsaSha256, Content);
        var value = SoftwareDigestSigner.Sign(_key.Key, SignatureAlgorithm.EcdsaSha256, builder.DigestToSign());
        return builder.Complete(value, [certificate, _pki.Issuing.Certificate]);
    }
}
