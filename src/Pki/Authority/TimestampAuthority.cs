// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// The built-in time-stamping authority of development (RFC 3161). Its clock is the machine's, so it proves nothing to a
/// third party. No transport: Server maps it to HTTP. Thread-safe.
/// </summary>
public sealed class TimestampAuthority(
    TimestampAuthorityIdentity identity,
    IDigestSigner signer,
    TimeProvider timeProvider
)
{
    /// <summary>The media type of requests (RFC 3161 §3.4).</summary>
    public const string QueryMediaType = "application/timestamp-query";

    /// <summary>The media type of answers.</summary>
    public const string ReplyMediaType = "application/timestamp-reply";

    /// <summary>Longest request, octets; longer ones are badDataFormat.</summary>
    public const int MaxRequestLength = 4096;

    /// <summary>Longest nonce, octets; RFC 3161 names no limit, clients use 8 to 20.</summary>
    private const int MaxNonceLength = 64;

    /// <summary>Answers a TimeStampReq with a TimeStampResp: a token, or a rejection with its PKIFailureInfo.</summary>
    /// <param name="request">DER; read before the returned task ends.</param>
    /// <param name="cancellationToken">Gives up; the only thing that throws.</param>
    /// <returns>DER; the caller's.</returns>
    public async ValueTask<byte[]> RespondAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Length > MaxRequestLength)
            {
                return TimeStampResp.Reject(PkiFailure.BadDataFormat, "The request is too long.");
            }

            var parsed = TimeStampReq.Decode(request);
            return Objection(parsed) ?? TimeStampResp.Grant(await IssueAsync(parsed, cancellationToken));
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException)
        {
            return TimeStampResp.Reject(PkiFailure.BadDataFormat, "The request is not a TimeStampReq in DER.");
        }
        catch (SigningException)
        {
            return TimeStampResp.Reject(PkiFailure.SystemFailure, "The authority can't sign now.");
        }
    }

    private byte[]? Objection(TimeStampReq request)
    {
        if (request.Digest is not { } digest || Digests.IsWeak(digest))
        {
            return TimeStampResp.Reject(PkiFailure.BadAlg, "SHA-256, SHA-384 or SHA-512 is expected.");
        }

        if (request.HashedMessage.Length != Digests.LengthOf(digest))
        {
            return TimeStampResp.Reject(PkiFailure.BadDataFormat, "The imprint is not as long as its digest.");
        }

        if (request.Nonce is { } nonce && nonce.GetByteCount() > MaxNonceLength)
        {
            return TimeStampResp.Reject(PkiFailure.BadRequest, "The nonce is too long.");
        }

        if (request.Policy is { } policy && policy != identity.Policy)
        {
            return TimeStampResp.Reject(PkiFailure.UnacceptedPolicy, "The policy is not this authority's.");
        }

        return request.HasExtensions
            ? TimeStampResp.Reject(PkiFailure.UnacceptedExtension, "No extension is known.")
            : null;
    }

    private async ValueTask<byte[]> IssueAsync(TimeStampReq request, CancellationToken cancellationToken)
    {
        var builder = new SignedDataBuilder(
            identity.Certificate,
            identity.Algorithm,
            Oids.TstInfo,
            EncodeTstInfo(request)
        );
        var value = await signer.SignDigestAsync(
            identity.KeyUri,
            identity.Algorithm,
            builder.DigestToSign(),
            cancellationToken
        );
        return builder.Complete(value, request.RequestsCertificate ? [identity.Certificate] : []);
    }

    private byte[] EncodeTstInfo(TimeStampReq request)
    {
        var now = timeProvider.GetUtcNow();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier(identity.Policy);
            using (writer.PushSequence())
            {
                AlgorithmIdentifier.Write(writer, request.DigestOid, withNull: true);
                writer.WriteOctetString(request.HashedMessage.Span);
            }

            writer.WriteInteger(new BigInteger(RandomNumberGenerator.GetBytes(16), isUnsigned: true));
            writer.WriteGeneralizedTime(new DateTimeOffset(ToMilliseconds(now), TimeSpan.Zero));
            WriteAccuracy(writer);
            if (request.Nonce is { } nonce)
            {
                writer.WriteInteger(nonce);
            }
        }

        return writer.Encode();
    }

    private static long ToMilliseconds(DateTimeOffset time) =>
        time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond);

    private void WriteAccuracy(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            if ((long)identity.Accuracy.TotalSeconds is > 0 and var seconds)
            {
                writer.WriteInteger(seconds);
            }

            if (identity.Accuracy.Milliseconds is > 0 and var millis)
            {
                writer.WriteInteger(millis, new Asn1Tag(TagClass.ContextSpecific, 0));
            }
        }
    }
}
