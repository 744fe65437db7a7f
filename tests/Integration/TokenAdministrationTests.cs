// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Integration;

/// <summary>Keys in a SoftHSM token that signs at the same time; OpenSC's pkcs11-tool and openssl are the witnesses.</summary>
public sealed class TokenAdministrationTests : IAsyncLifetime
{
    private static readonly CertificateRequestContent s_content = new()
    {
        Subject = new RequestedSubject { CommonName = "Trường THCS Nguyễn Huệ", Organization = "Sở GD&ĐT Huế" },
    };
    private readonly SoftHsmToken _token = SoftHsmToken.Create();
    private readonly TemporaryFolder _folder = new();
    private Pkcs11DigestSigner _signer = null!;
    private TokenAdministration _administration = null!;

    public async Task InitializeAsync()
    {
        _signer = new Pkcs11DigestSigner(new Pkcs11Options { Tokens = [_token.Options] });
        await _signer.StartAsync();
        _administration = new TokenAdministration([_token.Options], () => _signer.Health, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await _signer.DisposeAsync();
        _token.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(KeyKind.EcP256, "EC_POINT 256 bits")]
    [InlineData(KeyKind.EcP384, "EC_POINT 384 bits")]
    [InlineData(KeyKind.Rsa2048, "RSA 2048 bits")]
    [InlineData(KeyKind.Rsa3072, "RSA 3072 bits")]
    [InlineData(KeyKind.Rsa4096, "RSA 4096 bits")]
    public async Task Generate_WhenTheTokenIsInUse_MakesAKeyThatOnlySignsAndSignsAtOnce(KeyKind kind, string size)
    {
        var made = await _administration.GenerateAsync(_token.Label, kind, "hiệu trưởng", CancellationToken.None);
        var twin = await _administration.GenerateAsync(
            _token.Label,
            KeyKind.EcP256,
            "hiệu trưởng",
            CancellationToken.None
        );

        var objects = await ListAsync();
        var parts = Regex.Split(
            objects,
            "(?=Private Key Object|Public Key Object)",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        var own = Assert.Single(
            parts,
            part =>
                part.StartsWith("Private", StringComparison.Ordinal)
                && part.Contains(IdOf(made.KeyUri), StringComparison.Ordinal)
        );
        Assert.Contains("hiệu trưởng", own, StringComparison.Ordinal);
        Assert.Contains("Usage:      sign\n", own, StringComparison.Ordinal);
        Assert.Contains("sensitive, always sensitive, never extractable, local", own, StringComparison.Ordinal);
        Assert.Contains(size, objects, StringComparison.Ordinal);
        Assert.NotEqual(made.KeyUri, twin.KeyUri);
        Assert.Equal(
            made.PublicKey.ToArray(),
            await _administration.SubjectPublicKeyInfoAsync(made.KeyUri, CancellationToken.None)
        );

        var digest = RandomNumberGenerator.GetBytes(32);
        var key = PublicKey.CreateFromSubjectPublicKeyInfo(made.PublicKey.Span, out _);
        if (kind is KeyKind.EcP256 or KeyKind.EcP384)
        {
            var value = await _signer.SignDigestAsync(
                made.KeyUri,
                SignatureAlgorithm.EcdsaSha256,
                digest,
                CancellationToken.None
            );
            Assert.True(key.GetECDsaPublicKey()!.VerifyHash(digest, value));
        }
        else
        {
            var value = await _signer.SignDigestAsync(
                made.KeyUri,
                SignatureAlgorithm.RsaPssSha256,
                digest,
                CancellationToken.None
            );
            Assert.True(
                key.GetRSAPublicKey()!.VerifyHash(digest, value, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)
            );
        }
    }

    [Theory]
    [InlineData(KeyKind.EcP256, "ecdsa-with-SHA256")]
    [InlineData(KeyKind.EcP384, "ecdsa-with-SHA384")]
    [InlineData(KeyKind.Rsa2048, "sha256WithRSAEncryption")]
    public async Task CertificateRequest_WhenReadByOpenSsl_IsSignedInTheTokenAndNamesTheKey(
        KeyKind kind,
        string algorithm
    )
    {
        var made = await _administration.GenerateAsync(_token.Label, kind, "trường", CancellationToken.None);

        var request = await _administration.CertificateRequestAsync(made.KeyUri, s_content, CancellationToken.None);

        await File.WriteAllBytesAsync(_folder.File("request"), request);
        string[] form = ["-nameopt", "utf8,sep_comma_plus,-esc_msb", "-in", _folder.File("request"), "-inform", "DER"];
        var result = await Tool.RunAsync("openssl", ["req", "-verify", "-text", "-noout", .. form]);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("verify OK", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("CN=Trường THCS Nguyễn Huệ", result.Output, StringComparison.Ordinal);
        Assert.Contains(algorithm, result.Output, StringComparison.Ordinal);
        Assert.Equal(made.PublicKey.ToArray(), CertificationRequest.Read(request).SubjectPublicKeyInfo.ToArray());
    }

    [Fact]
    public async Task Administration_WhenSignaturesRun_DisturbsNone()
    {
        var key = (
            await _administration.GenerateAsync(_token.Label, KeyKind.EcP256, "a", CancellationToken.None)
        ).KeyUri;
        using var stop = new CancellationTokenSource();
        var digest = RandomNumberGenerator.GetBytes(32);
        var signed = 0;
        async Task SignAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                await _signer.SignDigestAsync(key, SignatureAlgorithm.EcdsaSha256, digest, CancellationToken.None);
                Interlocked.Increment(ref signed);
            }
        }
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(SignAsync)));

        var work = Enumerable
            .Range(0, 8)
            .Select(async i =>
            {
                var made = await _administration.GenerateAsync(
                    _token.Label,
                    KeyKind.EcP256,
                    $"b{i}",
                    CancellationToken.None
                );
                await _administration.CertificateRequestAsync(made.KeyUri, s_content, CancellationToken.None);
                return made.KeyUri;
            });
        var made = await Task.WhenAll(work);
        var during = signed;
        await stop.CancelAsync();
        await load;

        Assert.True(during > 0);
        Assert.Equal(8, made.Distinct().Count());
        Assert.Equal(9, (await _administration.FindAsync(_token.Label, CancellationToken.None)).Count);
        var token = Assert.Single(_signer.Health.Tokens);
        Assert.Equal((TokenState.Ready, true), (token.State, token.LoggedIn));
        await _signer.SignDigestAsync(made[^1], SignatureAlgorithm.EcdsaSha256, digest, CancellationToken.None);
    }

    [Theory]
    [InlineData("EC:secp384r1", KeyKind.EcP384)]
    [InlineData("rsa:2048", KeyKind.Rsa2048)]
    public async Task Find_WhenKeyAndCertificateAreFromAnotherTool_GivesWhatCanBeInstalled(string type, KeyKind kind)
    {
        await Pkcs11ToolAsync("--keypairgen", "--key-type", type, "--id", "0a0b", "--label", "cũ", "--usage-sign");
        var uri = $"pkcs11:token={_token.Label};id=%0a%0b";
        var publicKey = await _administration.SubjectPublicKeyInfoAsync(uri, CancellationToken.None);
        var pki = new TestPki();
        var key = PublicKey.CreateFromSubjectPublicKeyInfo(publicKey, out _);
        var old = pki.Person("Lê Văn Sáu", key, new Validity(TestPki.Life.From.AddYears(-2), TestPki.Life.From));
        var current = pki.Person("Lê Văn Sáu", key);
        foreach (var certificate in (X509Certificate2[])[old, current])
        {
            await File.WriteAllBytesAsync(_folder.File("cert"), certificate.RawData);
            await Pkcs11ToolAsync(
                "--write-object",
                _folder.File("cert"),
                "--type",
                "cert",
                "--id",
                "0a0b",
                "--label",
                "cũ"
            );
        }

        var found = Assert.Single(await _administration.FindAsync(_token.Label, CancellationToken.None));

        Assert.Equal(("0a0b", "cũ", (KeyKind?)kind), (found.Id, found.Label, found.Kind));
        Assert.Equal([current, old], found.Certificates);
        var verdict = new CertificateInstallRules().Check(
            new CertificateOffer
            {
                Certificates = [found.Certificate!.RawData, pki.Issuing.Certificate.RawData],
                PublicKey = publicKey,
                Anchors = [pki.Root.Certificate],
                Now = TestPki.Life.From.AddYears(6),
            }
        );
        Assert.Empty(verdict.Defects);
        await _signer.SignDigestAsync(
            found.KeyUri,
            kind == KeyKind.EcP384 ? SignatureAlgorithm.EcdsaSha384 : SignatureAlgorithm.RsaPssSha256,
            RandomNumberGenerator.GetBytes(kind == KeyKind.EcP384 ? 48 : 32),
            CancellationToken.None
        );
    }

    [Fact]
    public async Task PublicKey_WhenAskedForByTheLabel_NamesTheKeyByItsId()
    {
        var none = CancellationToken.None;
        var made = await _administration.GenerateAsync(_token.Label, KeyKind.EcP256, "a/principal/1", none);

        var found = await _administration.PublicKeyAsync("pkcs11:object=a%2Fprincipal%2F1", none);

        Assert.Equal(made.KeyUri, found.KeyUri);
        Assert.Equal(made.PublicKey.ToArray(), found.SubjectPublicKeyInfo.ToArray());
    }

    [Fact]
    public async Task SubjectPublicKeyInfo_WhenOnlyACertificateTellsIt_BelievesItOnlyIfTheKeySignsForIt()
    {
        var pki = new TestPki();
        var key = TestKey.Ec();
        await File.WriteAllBytesAsync(_folder.File("key"), ((ECDsa)key.Key).ExportECPrivateKey());
        await Pkcs11ToolAsync("--write-object", _folder.File("key"), "--type", "privkey", "--id", "77", "--usage-sign");
        var uri = $"pkcs11:token={_token.Label};id=%77";
        await WriteCertificateAsync(pki.Person("Người khác", TestKey.Ec().PublicKey));
        await AssertFailsAsync(
            SigningErrorKind.HsmUnavailable,
            () => _administration.SubjectPublicKeyInfoAsync(uri, CancellationToken.None)
        );

        await WriteCertificateAsync(pki.Person("Lê Văn Sáu", key.PublicKey));

        Assert.Equal(
            key.PublicKey.ExportSubjectPublicKeyInfo(),
            await _administration.SubjectPublicKeyInfoAsync(uri, CancellationToken.None)
        );

        async Task WriteCertificateAsync(X509Certificate2 certificate)
        {
            await File.WriteAllBytesAsync(_folder.File("cert"), certificate.RawData);
            await Pkcs11ToolAsync("--write-object", _folder.File("cert"), "--type", "cert", "--id", "77");
        }
    }

    [Fact]
    public async Task Find_WhenAKeyHasNoId_NamesItByItsLabel()
    {
        await File.WriteAllBytesAsync(_folder.File("key"), ((ECDsa)TestKey.Ec().Key).ExportECPrivateKey());
        await Pkcs11ToolAsync(
            "--write-object",
            _folder.File("key"),
            "--type",
            "privkey",
            "--label",
            "không số",
            "--usage-sign"
        );

        var found = Assert.Single(await _administration.FindAsync(_token.Label, CancellationToken.None));

        Assert.Equal("", found.Id);
        Assert.Empty(found.Certificates);
        Assert.Equal("không số", Pkcs11Uri.Parse(found.KeyUri).Object);
        await _signer.SignDigestAsync(
            found.KeyUri,
            SignatureAlgorithm.EcdsaSha256,
            new byte[32],
            CancellationToken.None
        );
    }

    [Fact]
    public async Task Calls_WhenTokenOrKeyIsNotThere_SayWhich()
    {
        var none = CancellationToken.None;
        await _administration.GenerateAsync(_token.Label, KeyKind.EcP256, "hai", none);
        await _administration.GenerateAsync(_token.Label, KeyKind.EcP256, "hai", none);
        await AssertFailsAsync(SigningErrorKind.InvalidRequest, () => _administration.FindAsync("nowhere", none));
        await AssertFailsAsync(
            SigningErrorKind.InvalidRequest,
            () => _administration.GenerateAsync(_token.Label, KeyKind.EcP256, "", none)
        );
        await AssertFailsAsync(
            SigningErrorKind.InvalidRequest,
            () => _administration.GenerateAsync(_token.Label, (KeyKind)9, "a", none)
        );
        await AssertFailsAsync(
            SigningErrorKind.InvalidRequest,
            () => _administration.SubjectPublicKeyInfoAsync("pkcs11:colour=red", none)
        );
        await AssertFailsAsync(
            SigningErrorKind.IdentityNotFound,
            () => _administration.SubjectPublicKeyInfoAsync("pkcs11:id=%01", none)
        );
        await AssertFailsAsync(
            SigningErrorKind.IdentityNotFound,
            () => _administration.SubjectPublicKeyInfoAsync("pkcs11:object=hai", none)
        );
        await AssertFailsAsync(
            SigningErrorKind.IdentityNotFound,
            () => _administration.SubjectPublicKeyInfoAsync("pkcs11:token=other;object=hai", none)
        );
        var bad = s_content with { Subject = s_content.Subject with { Country = "Việt Nam" } };
        var refusal = await AssertFailsAsync(
            SigningErrorKind.InvalidRequest,
            () => _administration.CertificateRequestAsync("pkcs11:object=hai", bad, none)
        );
        Assert.Equal("subject.country", refusal.Field);
    }

    [Fact]
    public async Task Calls_WhenTheTokenIsNotReady_LeaveItAlone()
    {
        await using var stopped = new Pkcs11DigestSigner(new Pkcs11Options { Tokens = [_token.Options] });
        var administration = new TokenAdministration(
            // A module that can't be loaded would tell that it was tried.
            [_token.Options with { ModulePath = "/nowhere.so" }],
            () => stopped.Health,
            TimeProvider.System
        );

        var refusal = await AssertFailsAsync(
            SigningErrorKind.HsmUnavailable,
            () => administration.SubjectPublicKeyInfoAsync("pkcs11:id=%01", CancellationToken.None)
        );

        Assert.Contains("is not ready (Starting)", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.RetryAfter);
    }

    private static string IdOf(string uri) => Pkcs11Uri.Parse(uri).IdHex!;

    private static async Task<SigningException> AssertFailsAsync(SigningErrorKind kind, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<SigningException>(call);
        Assert.Equal(kind, refusal.Kind);
        return refusal;
    }

    private Task<string> ListAsync() => Pkcs11ToolAsync("--list-objects");

    private async Task<string> Pkcs11ToolAsync(params string[] arguments)
    {
        string[] common =
        [
            "--module",
            SoftHsmEnvironment.ModulePath,
            "--token-label",
            _token.Label,
            "--login",
            "--pin",
            _token.Pin,
        ];
        var start = new ProcessStartInfo("pkcs11-tool", [.. common, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Children get the managed copy of the environment, which setenv does not reach.
        start.Environment["SOFTHSM2_CONF"] = SoftHsmEnvironment.ConfigurationFile;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await error);
        return output;
    }
}
