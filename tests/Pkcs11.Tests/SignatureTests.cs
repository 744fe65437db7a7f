// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11.Tests;

[Collection(KeyRingCollection.Name)]
public sealed class SignatureTests(KeyRing ring)
{
    private static readonly HashAlgorithmName[] Digests =
    [
        HashAlgorithmName.SHA256,
        HashAlgorithmName.SHA384,
        HashAlgorithmName.SHA512,
    ];

    public static TheoryData<Make, KeyKind, SignatureScheme, string> Algorithms()
    {
        var data = new TheoryData<Make, KeyKind, SignatureScheme, string>();
        foreach (var make in Enum.GetValues<Make>())
        {
            foreach (var kind in Enum.GetValues<KeyKind>())
            {
                foreach (var digest in Digests)
                {
                    foreach (var scheme in Enum.GetValues<SignatureScheme>().Where(scheme => Fits(kind, scheme)))
                    {
                        data.Add(make, kind, scheme, digest.Name!);
                    }
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Sign_WhenKeyAndAlgorithmFit_VerifiesHereAndWithOpenSsl(
        Make make,
        KeyKind kind,
        SignatureScheme scheme,
        string digestName
    )
    {
        var algorithm = new SignatureAlgorithm(scheme, new HashAlgorithmName(digestName));
        var digest = CryptographicOperations.HashData(algorithm.Digest, "học bạ"u8.ToArray());
        var uri = ring.Uri(make, kind);

        var signature = await ring.Signer(make).SignDigestAsync(uri, algorithm, digest, CancellationToken.None);

        using var keys = TokenKeys.Open(ring.Options(make));
        using var key = keys.ReadPublicKey(Pkcs11Uri.Parse(uri));
        Assert.True(Verify(key, algorithm, digest, signature));
        Assert.True(OpenSsl.Verify(key, algorithm, digest, signature));
        signature[^1] ^= 1;
        Assert.False(OpenSsl.Verify(key, algorithm, digest, signature));
    }

    [Theory]
    [InlineData(Make.SoftHsm, KeyKind.EcP256, SignatureScheme.RsaPss)]
    [InlineData(Make.SoftHsm, KeyKind.Rsa2048, SignatureScheme.Ecdsa)]
    [InlineData(Make.Nss, KeyKind.EcP384, SignatureScheme.RsaPkcs1)]
    [InlineData(Make.Nss, KeyKind.Rsa3072, SignatureScheme.Ecdsa)]
    public async Task Sign_WhenKeyDoesNotFitAlgorithm_IsInvalidRequest(Make make, KeyKind kind, SignatureScheme scheme)
    {
        var algorithm = new SignatureAlgorithm(scheme, HashAlgorithmName.SHA256);
        var error = await Assert.ThrowsAsync<SigningException>(async () =>
            await ring.Signer(make).SignDigestAsync(ring.Uri(make, kind), algorithm, new byte[32], default)
        );
        Assert.Equal(SigningErrorKind.InvalidRequest, error.Kind);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(0)]
    public async Task Sign_WhenDigestLengthIsWrong_IsInvalidRequest(int length)
    {
        var error = await Assert.ThrowsAsync<SigningException>(async () =>
            await ring.Signer(Make.SoftHsm)
                .SignDigestAsync(
                    ring.Uri(Make.SoftHsm, KeyKind.EcP256),
                    SignatureAlgorithm.EcdsaSha256,
                    new byte[length],
                    default
                )
        );
        Assert.Equal(SigningErrorKind.InvalidRequest, error.Kind);
        Assert.Equal("digest", error.Field);
    }

    [Theory]
    [InlineData("pkcs11:id=%01;type=public")]
    [InlineData("pkcs11:token=x")]
    [InlineData("http://key")]
    [InlineData("pkcs11:id=%01?pin-value=1234")]
    public async Task Sign_WhenUriNamesNoPrivateKey_IsInvalidRequest(string uri)
    {
        var error = await Assert.ThrowsAsync<SigningException>(async () =>
            await ring.Signer(Make.SoftHsm).SignDigestAsync(uri, SignatureAlgorithm.EcdsaSha256, new byte[32], default)
        );
        Assert.Equal(SigningErrorKind.InvalidRequest, error.Kind);
    }

    [Theory]
    [InlineData(KeyKind.EcP256)]
    [InlineData(KeyKind.Rsa2048)]
    public async Task Sign_WhenTheSchemeIsThatOfATimestamp_NoKeySigns(KeyKind kind)
    {
        var algorithm = new SignatureAlgorithm(SignatureScheme.None, HashAlgorithmName.SHA256);
        var error = await Assert.ThrowsAsync<SigningException>(async () =>
            await ring.Signer(Make.SoftHsm)
                .SignDigestAsync(ring.Uri(Make.SoftHsm, kind), algorithm, new byte[32], default)
        );
        Assert.Equal(SigningErrorKind.InvalidRequest, error.Kind);
    }

    [Theory]
    [InlineData(Make.SoftHsm, "pkcs11:id=%DE%AD")]
    [InlineData(Make.Nss, "pkcs11:id=%DE%AD")]
    [InlineData(Make.SoftHsm, "pkcs11:token=elsewhere;object=EcP256")]
    public async Task Sign_WhenNoTokenHoldsTheKey_IsIdentityNotFound(Make make, string uri)
    {
        var error = await Assert.ThrowsAsync<SigningException>(async () =>
            await ring.Signer(make).SignDigestAsync(uri, SignatureAlgorithm.EcdsaSha256, new byte[32], default)
        );
        Assert.Equal(SigningErrorKind.IdentityNotFound, error.Kind);
    }

    [Fact]
    public async Task Sign_WhenDigestBufferIsReusedAtOnce_SignsWhatWasGiven()
    {
        var uri = ring.Uri(Make.SoftHsm, KeyKind.EcP256);
        var digest = RandomNumberGenerator.GetBytes(32);
        var original = digest.ToArray();

        var pending = ring.Signer(Make.SoftHsm).SignDigestAsync(uri, SignatureAlgorithm.EcdsaSha256, digest, default);
        Array.Clear(digest);

        using var keys = TokenKeys.Open(ring.Options(Make.SoftHsm));
        using var key = keys.ReadPublicKey(Pkcs11Uri.Parse(uri));
        Assert.True(Verify(key, SignatureAlgorithm.EcdsaSha256, original, await pending));
    }

    private static bool Fits(KeyKind kind, SignatureScheme scheme) =>
        kind is KeyKind.EcP256 or KeyKind.EcP384
            ? scheme == SignatureScheme.Ecdsa
            : scheme is SignatureScheme.RsaPss or SignatureScheme.RsaPkcs1;

    private static bool Verify(
        AsymmetricAlgorithm key,
        SignatureAlgorithm algorithm,
        byte[] digest,
        byte[] signature
    ) =>
        key switch
        {
            ECDsa ecdsa => ecdsa.VerifyHash(digest, signature),
            RSA rsa => rsa.VerifyHash(
                digest,
                signature,
                algorithm.Digest,
                algorithm.Scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
            ),
            _ => false,
        };
}
