// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// Has a key sign random octets, and checks the value with the certificate. The value is thrown away. As for documents, the
/// journal is told before the key is used.
/// </summary>
internal sealed class KeyTest(
    IDigestSigner signer,
    ITokenAdministration tokens,
    IEventJournal journal,
    TimeProvider time
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Signs and checks.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.CertificateNotUsable"/>: the key can't sign, or is another one than the certificate's;
    /// <see cref="SigningErrorKind.HsmUnavailable"/>; <see cref="SigningErrorKind.StorageFailed"/>.
    /// </exception>
    public async Task<TestSignResult> RunAsync(
        AdminCall call,
        IdentityDefinition identity,
        IdentityVersion version,
        CancellationToken cancellationToken
    )
    {
        var key = await KeyOfAsync(version, cancellationToken);
        var algorithm = AlgorithmOf(key, version);
        var entry = RegistryEvents.Changed(call, identity, version.Number, "Test signature by the key.");
        await journal.AppendAsync(entry);
        var digest = RandomNumberGenerator.GetBytes(algorithm == SignatureAlgorithm.EcdsaSha384 ? 48 : 32);
        var began = time.GetTimestamp();
        var value = await SignAsync(version, algorithm, digest, cancellationToken);
        return Verifies(key, algorithm, digest, value)
            ? new TestSignResult(version, algorithm, time.GetElapsedTime(began))
            : throw new SigningException(
                SigningErrorKind.CertificateNotUsable,
                $"The key of version {version.Number} is not that of its certificate.",
                "version"
            );
    }

    private async Task<PublicKey> KeyOfAsync(IdentityVersion version, CancellationToken cancellationToken) =>
        version.CertificateChain.Count > 0
            ? version.CertificateChain[0].PublicKey
            : PublicKey.CreateFromSubjectPublicKeyInfo(
                await tokens.SubjectPublicKeyInfoAsync(version.KeyUri, cancellationToken),
                out _
            );

    private static SignatureAlgorithm AlgorithmOf(PublicKey key, IdentityVersion version)
    {
        using var ecdsa = key.GetECDsaPublicKey();
        using var rsa = key.GetRSAPublicKey();
        return (ecdsa?.KeySize, rsa?.KeySize) switch
        {
            (256, _) => SignatureAlgorithm.EcdsaSha256,
            (384, _) => SignatureAlgorithm.EcdsaSha384,
            (_, >= 2048) => SignatureAlgorithm.RsaPssSha256,
            _ => throw new SigningException(
                SigningErrorKind.CertificateNotUsable,
                $"The key of version {version.Number} is not RSA ≥ 2048, P-256 or P-384.",
                "version"
            ),
        };
    }

    // Documents may fill the queue in front of the token: a test goes with the calls that somebody waits for, and tries again.
    private async Task<byte[]> SignAsync(
        IdentityVersion version,
        SignatureAlgorithm algorithm,
        byte[] digest,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await signer.SignDigestAsync(version.KeyUri, algorithm, digest, cancellationToken);
            }
            catch (SigningException e)
                when (e.Kind == SigningErrorKind.Overloaded && time.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (SigningException e)
                when (e.Kind is SigningErrorKind.InvalidRequest or SigningErrorKind.IdentityNotFound)
            {
                throw new SigningException(
                    SigningErrorKind.CertificateNotUsable,
                    $"The key of version {version.Number} can't sign: {e.Message}",
                    "version",
                    e
                );
            }
        }
    }

    private static bool Verifies(PublicKey key, SignatureAlgorithm algorithm, byte[] digest, byte[] value)
    {
        using var ecdsa = key.GetECDsaPublicKey();
        using var rsa = key.GetRSAPublicKey();
        return ecdsa?.VerifyHash(digest, value, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            ?? rsa!.VerifyHash(digest, value, algorithm.Digest, RSASignaturePadding.Pss);
    }
}
