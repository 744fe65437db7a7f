// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>One signature in one session: C_SignInit, C_Sign, with the mechanism that the scheme needs.</summary>
internal static class TokenSigner
{
    /// <summary>Signs a digest.</summary>
    /// <param name="cryptoki">The module.</param>
    /// <param name="session">The session, logged in.</param>
    /// <param name="key">A key that fits the algorithm.</param>
    /// <param name="algorithm">Scheme and digest.</param>
    /// <param name="digest">As long as the algorithm's digest.</param>
    /// <param name="signature">The result, when the answer is <see cref="Ckr.Ok"/>.</param>
    public static Ckr Sign(
        ICryptoki cryptoki,
        nuint session,
        TokenKey key,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> digest,
        out byte[] signature
    )
    {
        signature = [];
        Span<byte> buffer = stackalloc byte[DigestInfo.MaximumLength];
        var code = algorithm.Scheme switch
        {
            SignatureScheme.RsaPkcs1 => cryptoki.SignInit(session, Ck.Mechanism.RsaPkcs, null, key.Handle),
            SignatureScheme.RsaPss => cryptoki.SignInit(
                session,
                Ck.Mechanism.RsaPkcsPss,
                Pss(digest.Length),
                key.Handle
            ),
            _ => cryptoki.SignInit(session, Ck.Mechanism.Ecdsa, null, key.Handle),
        };
        if (code != Ckr.Ok)
        {
            return code;
        }

        ReadOnlySpan<byte> data = algorithm.Scheme switch
        {
            SignatureScheme.RsaPkcs1 => buffer[..DigestInfo.Write(digest, buffer)],
            SignatureScheme.RsaPss => digest,
            // FIPS 186-5 §6.4.1: the leftmost bits, as many as the order has; not every token cuts by itself.
            _ => digest[..Math.Min(digest.Length, key.Size)],
        };
        var result = new byte[key.SignatureLength];
        code = cryptoki.Sign(session, data, result, out var written);
        if (code == Ckr.Ok && written != result.Length)
        {
            return Ckr.SignatureLenRange;
        }

        signature = code == Ckr.Ok ? result : [];
        return code;
    }

    private static CkRsaPkcsPssParams Pss(int digestLength)
    {
        var (hash, mgf) = digestLength switch
        {
            32 => (Ck.Mechanism.Sha256, Ck.Mechanism.Mgf1Sha256),
            48 => (Ck.Mechanism.Sha384, Ck.Mechanism.Mgf1Sha384),
            _ => (Ck.Mechanism.Sha512, Ck.Mechanism.Mgf1Sha512),
        };
        return new CkRsaPkcsPssParams
        {
            HashAlg = hash,
            Mgf = mgf,
            SaltLen = (nuint)digestLength,
        };
    }
}
