// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Many at once. Prints signatures per second beside the token's own ceiling in the same run; never fails for being slow.</summary>
[Collection(AloneCollection.Name)]
public sealed class ThroughputTests(ITestOutputHelper output)
{
    private const int Signatures = 2000;

    [Theory]
    [InlineData(KeyKind.EcP256, 1)]
    [InlineData(KeyKind.EcP256, 2)]
    [InlineData(KeyKind.Rsa2048, 1)]
    [InlineData(KeyKind.Rsa2048, 2)]
    public async Task Sign_WhenThousandsAreAskedAtOnce_EveryOneIsRight(KeyKind kind, int sessions)
    {
        using var token = SoftHsmToken.Create();
        var uri = token.Generate(kind);
        var algorithm = kind == KeyKind.EcP256 ? SignatureAlgorithm.EcdsaSha256 : SignatureAlgorithm.RsaPssSha256;
        await using var signer = new Pkcs11DigestSigner(
            new Pkcs11Options
            {
                Tokens = [token.Options with { Sessions = sessions }],
                QueueLength = Signatures,
                QueueTimeout = TimeSpan.FromMinutes(5),
            }
        );
        await signer.StartAsync();
        var digests = Enumerable.Range(0, Signatures).Select(_ => RandomNumberGenerator.GetBytes(32)).ToArray();
        await signer.SignDigestAsync(uri, algorithm, digests[0], default);

        var start = Stopwatch.GetTimestamp();
        var signatures = await Task.WhenAll(
            digests.Select(digest => signer.SignDigestAsync(uri, algorithm, digest, default).AsTask())
        );
        var rate = Signatures / Stopwatch.GetElapsedTime(start).TotalSeconds;

        using var keys = TokenKeys.Open(token.Options);
        using var key = keys.ReadPublicKey(Pkcs11Uri.Parse(uri));
        for (var i = 0; i < Signatures; i++)
        {
            Assert.True(Verifies(key, digests[i], signatures[i]));
        }

        var ceiling = Ceiling(token.Options, Pkcs11Uri.Parse(uri), algorithm, sessions);
        output.WriteLine(
            $"{kind}, {sessions} session(s): {rate:F0}/s, ceiling {ceiling:F0}/s, ratio {rate / ceiling:F2}"
        );
    }

    /// <summary>The same signatures in bare loops, one thread and session each.</summary>
    private static double Ceiling(TokenOptions options, Pkcs11Uri uri, SignatureAlgorithm algorithm, int sessions)
    {
        var cryptoki = ProcessModules.Shared.Open(options);
        var (slot, _) = TokenLocator.Find(cryptoki, options);
        var start = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, sessions).Select(_ => new Thread(Loop)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return Signatures / Stopwatch.GetElapsedTime(start).TotalSeconds;

        void Loop()
        {
            cryptoki.OpenSession(slot, Ck.SessionFlag.Serial, out var session);
            KeyLookup.Find(cryptoki, session, uri, 0, out var key, out _);
            var digest = new byte[32];
            for (var i = 0; i < Signatures / sessions; i++)
            {
                TokenSigner.Sign(cryptoki, session, key!, algorithm, digest, out _);
            }

            cryptoki.CloseSession(session);
        }
    }

    private static bool Verifies(AsymmetricAlgorithm key, byte[] digest, byte[] signature) =>
        key is ECDsa ecdsa
            ? ecdsa.VerifyHash(digest, signature)
            : ((RSA)key).VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
}
