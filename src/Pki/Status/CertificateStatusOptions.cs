// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pki;

/// <summary>How <see cref="CertificateStatusSource"/> goes about its sources.</summary>
public sealed record CertificateStatusOptions
{
    /// <summary>Whether a CRL is asked for before OCSP; the other one follows when the first gives nothing. Default: OCSP first.</summary>
    public bool CrlFirst { get; init; }

    /// <summary>The digest in CertID. Default: SHA-1, a name that every responder knows; many know no other.</summary>
    public HashAlgorithmName CertIdDigest { get; init; } = HashAlgorithmName.SHA1;

    /// <summary>Whether OCSP requests go as GET (RFC 6960 A.1) where they are short enough, without nonce. Default: POST.</summary>
    public bool UseGet { get; init; }

    /// <summary>Whether a nonce is sent (RFC 9654), 32 octets. Default: true.</summary>
    public bool SendNonce { get; init; } = true;

    /// <summary>Whether an answer without the nonce is refused. Default: false, because answers may be made in advance.</summary>
    public bool RequireNonce { get; init; }

    /// <summary>Longest exchange with one source, its redirects included. Default: 3 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest that a signature waits for a first answer; later it is unknown for the time being. Default: 5 s.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long an answer is taken as fresh, whatever its nextUpdate: so long a revocation may go unnoticed. Renewed at about
    /// 3/4 of this or of its own life. Default: one hour.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an answer that can't be renewed is used, within its nextUpdate. Default: 24 hours.</summary>
    public TimeSpan MaxKeep { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most that a source's clock and ours may differ. Default: 5 min.</summary>
    public TimeSpan MaxClockDifference { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long nobody is asked after a failure; doubled by each further one. Default: 5 s.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest back-off. Default: 5 min.</summary>
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An answer that nobody asked for so long is not renewed any more. Default: 24 hours.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most exchanges under way at a time. Default: 16.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>Longest OCSP answer, octets. Default: 64 KiB.</summary>
    public int MaxOcspLength { get; init; } = 64 << 10;

    /// <summary>Longest CRL, octets. Default: 10 MiB.</summary>
    public int MaxCrlLength { get; init; } = 10 << 20;

    /// <summary>Refuses options that can't work.</summary>
    /// <exception cref="ArgumentException">A period or limit is not positive, or the digest is none of CertID's.</exception>
    internal void Validate()
    {
        TimeSpan[] periods = [Timeout, MaxWait, MaxAge, MaxKeep, BackOff, MaxBackOff, IdleAfter];
        if (periods.Any(static p => p <= TimeSpan.Zero || p > TimeSpan.FromDays(40)))
        {
            throw new ArgumentException("A period of the certificate status is not within 0 to 40 days.");
        }

        if (MaxConcurrency < 1 || MaxOcspLength < 1 || MaxCrlLength < 1 || MaxClockDifference < TimeSpan.Zero)
        {
            throw new ArgumentException("A limit of the certificate status is not positive.");
        }

        if (Digests.LengthOf(CertIdDigest) == 0)
        {
            throw new ArgumentException("The digest of CertID is not SHA-1 or of the SHA-2 family.");
        }
    }
}
