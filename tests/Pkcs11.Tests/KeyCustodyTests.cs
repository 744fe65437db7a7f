// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

[Collection(KeyRingCollection.Name)]
public sealed class KeyCustodyTests(KeyRing ring)
{
    [Theory]
    [InlineData(Make.SoftHsm, KeyKind.EcP256)]
    [InlineData(Make.SoftHsm, KeyKind.Rsa2048)]
    [InlineData(Make.Nss, KeyKind.EcP256)]
    [InlineData(Make.Nss, KeyKind.Rsa2048)]
    public void Key_WhenAskedForItsValue_RefusesAndIsLimitedToSigning(Make make, KeyKind kind)
    {
        var cryptoki = ProcessModules.Shared.Open(ring.Options(make));
        var (slot, _) = TokenLocator.Find(cryptoki, ring.Options(make));
        Assert.Equal(Ckr.Ok, cryptoki.OpenSession(slot, Ck.SessionFlag.Serial, out var session));
        using var pin = TokenLogin.ReadPin(ring.Options(make));
        TokenLogin.LogIn(cryptoki, session, pin);
        var template = KeyLookup.Template(Ck.ObjectClass.PrivateKey, Pkcs11Uri.Parse(ring.Uri(make, kind)));
        Assert.Equal(Ckr.Ok, TokenObjects.Find(cryptoki, session, template, 2, out var handles));
        var key = Assert.Single(handles);

        var secret = kind == KeyKind.EcP256 ? Ck.Attribute.Value : Ck.Attribute.PrivateExponent;
        Assert.Equal(Ckr.AttributeSensitive, cryptoki.GetAttributeValue(session, key, secret, new byte[4096], out _));
        bool Is(nuint type) => TokenObjects.Read(cryptoki, session, key, type, out var value) == Ckr.Ok && value is [1];
        Assert.True(
            Is(Ck.Attribute.Sensitive) && Is(Ck.Attribute.AlwaysSensitive) && Is(Ck.Attribute.NeverExtractable)
        );
        Assert.True(Is(Ck.Attribute.Sign) && Is(Ck.Attribute.Private) && Is(Ck.Attribute.Token));
        Assert.False(Is(Ck.Attribute.Extractable) || Is(Ck.Attribute.Decrypt) || Is(Ck.Attribute.Unwrap));
        Assert.False(Is(Ck.Attribute.Derive) || Is(Ck.Attribute.SignRecover));
        cryptoki.CloseSession(session);
    }

    [Fact]
    public void Key_WhenListedByPkcs11Tool_IsThereAndNeverExtractable()
    {
        using var token = SoftHsmToken.Create();
        token.Generate(KeyKind.EcP256, "hiệu trưởng", [0xCA, 0xFE]);

        var (exitCode, output) = OpenSsl.Run(
            "pkcs11-tool",
            [
                "--module",
                SoftHsmEnvironment.ModulePath,
                "--token-label",
                token.Label,
                "--login",
                "--pin",
                token.Pin,
                "-O",
            ]
        );

        Assert.Equal(0, exitCode);
        Assert.Contains("Private Key Object; EC", output, StringComparison.Ordinal);
        Assert.Contains("cafe", output, StringComparison.Ordinal);
        Assert.Contains("hiệu trưởng", output, StringComparison.Ordinal);
        Assert.Contains("sensitive, always sensitive, never extractable, local", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Make.SoftHsm)]
    [InlineData(Make.Nss)]
    public void Keys_WhenGeneratedListedAndDeleted_AreWhatWasAsked(Make make)
    {
        using var keys = TokenKeys.Open(ring.Options(make));
        var id = RandomNumberGenerator.GetBytes(8);
        var made = keys.Generate(KeyKind.EcP384, "văn thư", id);

        Assert.Equal(KeyKind.EcP384, made.Kind);
        Assert.Equal(id, made.Uri.GetId());
        Assert.Contains(made, keys.List());
        Assert.Equal(made, keys.Find(made.Uri));
        Assert.Throws<Pkcs11Exception>(() => keys.Generate(KeyKind.EcP256, "another", id));

        keys.Delete(made.Uri);

        Assert.Null(keys.Find(made.Uri));
        Assert.Throws<Pkcs11Exception>(() => keys.ReadPublicKey(made.Uri));
    }

    [Theory]
    [InlineData(Make.SoftHsm, KeyKind.EcP256, SignatureScheme.Ecdsa)]
    [InlineData(Make.SoftHsm, KeyKind.Rsa2048, SignatureScheme.RsaPss)]
    [InlineData(Make.SoftHsm, KeyKind.Rsa2048, SignatureScheme.RsaPkcs1)]
    [InlineData(Make.Nss, KeyKind.EcP384, SignatureScheme.Ecdsa)]
    [InlineData(Make.Nss, KeyKind.Rsa3072, SignatureScheme.RsaPss)]
    public void Certificate_WhenRequestedWithTokenKey_IsAcceptedByOpenSsl(
        Make make,
        KeyKind kind,
        SignatureScheme scheme
    )
    {
        using var keys = TokenKeys.Open(ring.Options(make));
        var generator = TokenSignatureGenerator.Over(keys, Pkcs11Uri.Parse(ring.Uri(make, kind)), scheme);
        CheckRequest(generator);
    }

    [Fact]
    public void Certificate_WhenSignedThroughThePort_IsAcceptedByOpenSsl()
    {
        var uri = ring.Uri(Make.SoftHsm, KeyKind.EcP256);
        using var keys = TokenKeys.Open(ring.Options(Make.SoftHsm));
        using var publicKey = keys.ReadPublicKey(Pkcs11Uri.Parse(uri));
        CheckRequest(TokenSignatureGenerator.Over(ring.Signer(Make.SoftHsm), uri, publicKey, SignatureScheme.Ecdsa));
    }

    private static void CheckRequest(X509SignatureGenerator generator)
    {
        var name = new X500DistinguishedName("CN=Trường THCS Thử");
        var request = new CertificateRequest(name, generator.PublicKey, HashAlgorithmName.SHA256);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(
                file,
                PemEncoding.WriteString("CERTIFICATE REQUEST", request.CreateSigningRequest(generator))
            );
            var (exitCode, output) = OpenSsl.Run("openssl", "req", "-verify", "-noout", "-in", file);
            Assert.True(exitCode == 0 && output.Contains("verify OK", StringComparison.Ordinal), output);

            using var certificate = request.Create(
                name,
                generator,
                DateTimeOffset.UnixEpoch.AddYears(50),
                DateTimeOffset.UnixEpoch.AddYears(90),
                [1]
            );
            File.WriteAllText(file, certificate.ExportCertificatePem());
            (exitCode, output) = OpenSsl.Run("openssl", "verify", "-check_ss_sig", "-CAfile", file, file);
            Assert.True(exitCode == 0, output);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
