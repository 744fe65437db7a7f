// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Verifies timestamp tokens (RFC 3161 §2.4.2, RFC 5816). Thread-safe; never throws for what a token holds. Keep one, for it
/// remembers the certificates of authorities.
/// </summary>
public sealed class TimestampTokenVerifier(CertificatePathValidator paths)
{
    private readonly TsaCertificates _certificates = new();

    /// <summary>Longest token that is looked at, octets.</summary>
    public const int MaxTokenLength = 64 * 1024;

    /// <summary>Verifies a token over data; the digest is the one that the token's imprint names.</summary>
    /// <param name="token">The TimeStampToken, a CMS ContentInfo.</param>
    /// <param name="data">What was stamped: for XAdES the canonical SignatureValue element, for CMS the signature octets.</param>
    /// <param name="tsaAnchors">Whom to trust for time.</param>
    /// <param name="strictness">How much of the token has to be accounted for.</param>
    /// <param name="extraCertificates">Certificates that may serve as intermediates beside those in the token.</param>
    /// <param name="known">Signature values that need not be computed again.</param>
    /// <param name="charge">
    /// Told of public-key operations before they are done, in octets that could be digested in their time; what it throws ends the
    /// verification. Null when nobody counts.
    /// </param>
    public TimestampVerification Verify(
        ReadOnlyMemory<byte> token,
        ReadOnlyMemory<byte> data,
        IReadOnlyList<X509Certificate2> tsaAnchors,
        TokenStrictness strictness = TokenStrictness.EveryOctet,
        IReadOnlyList<X509Certificate2>? extraCertificates = null,
        IReadOnlyList<CheckedValue>? known = null,
        Action<long>? charge = null
    ) =>
        Verify(
            token,
            info => info.Digest is { } d && Fits(info, Digests.Compute(d, data.Span)),
            new TokenTrust(tsaAnchors, extraCertificates ?? [], strictness, known ?? [], charge)
        );

    /// <summary>Verifies a token over a digest that the caller has; the token has to name the same algorithm.</summary>
    public TimestampVerification VerifyImprint(
        ReadOnlyMemory<byte> token,
        HashAlgorithmName digest,
        ReadOnlyMemory<byte> imprint,
        IReadOnlyList<X509Certificate2> tsaAnchors,
        TokenStrictness strictness = TokenStrictness.EveryOctet,
        IReadOnlyList<X509Certificate2>? extraCertificates = null,
        IReadOnlyList<CheckedValue>? known = null,
        Action<long>? charge = null
    ) =>
        Verify(
            token,
            info => info.Digest == digest && Fits(info, imprint.Span),
            new TokenTrust(tsaAnchors, extraCertificates ?? [], strictness, known ?? [], charge)
        );

    private static bool Fits(TstInfo info, ReadOnlySpan<byte> imprint) =>
        info.HashedMessage.Span.SequenceEqual(imprint);

    private TimestampVerification Verify(ReadOnlyMemory<byte> token, Func<TstInfo, bool> imprintFits, TokenTrust trust)
    {
        try
        {
            if (token.Length > MaxTokenLength)
            {
                throw new PkiFormatException("The token is too long.");
            }

            var parsed = ParsedToken.Decode(token, trust.Strictness);
            return new TokenVerification(parsed, trust, paths, _certificates).Run(imprintFits);
        }
        catch (PkiFormatException e)
        {
            return Unreadable(e.Message);
        }
        catch (Exception e)
            when (e is AsnContentException or CryptographicException or OverflowException or ArgumentException)
        {
            return Unreadable("The token is not well-formed.");
        }
    }

    private static TimestampVerification Unreadable(string reason) =>
        new()
        {
            Indication = Indication.TotalFailed,
            SubIndication = SubIndication.FormatFailure,
            Reason = reason,
        };
}
