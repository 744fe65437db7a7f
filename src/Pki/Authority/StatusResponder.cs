// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// The built-in OCSP responder and CRL issuer of development: the authority itself answers, for its own certificates. It
/// knows no list of what it issued, so what is not revoked is good. No transport: Server maps it to HTTP. Thread-safe.
/// </summary>
/// <param name="identity">Whose key and certificate.</param>
/// <param name="revoked">Gives the revocations of now.</param>
/// <param name="signer">Signs with the authority's key.</param>
/// <param name="time">The clock.</param>
public sealed class StatusResponder(
    StatusResponderIdentity identity,
    Func<IReadOnlyList<RevokedCertificate>> revoked,
    IDigestSigner signer,
    TimeProvider time
)
{
    /// <summary>Longest request, octets; longer ones are malformedRequest.</summary>
    public const int MaxRequestLength = 4096;

    /// <summary>Answers an OCSPRequest with an OCSPResponse.</summary>
    /// <param name="request">DER; read before the returned task ends.</param>
    /// <param name="cancellationToken">Gives up; the only thing that throws.</param>
    /// <returns>DER; the caller's.</returns>
    public async ValueTask<byte[]> RespondAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Length > MaxRequestLength)
            {
                return OcspResponse.Refuse(OcspResponseStatus.MalformedRequest);
            }

            var parsed = OcspRequest.Decode(request);
            var now = WholeSeconds(time.GetUtcNow());
            var list = revoked();
            var data = OcspBasicResponse.EncodeData(
                KeyHash(),
                now,
                parsed.CertIds.Select(id => Answer(id, list, now)),
                parsed.Nonce
            );
            return OcspResponse.Encode(await SignedAsync(data, cancellationToken));
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException)
        {
            return OcspResponse.Refuse(OcspResponseStatus.MalformedRequest);
        }
        catch (Exception e) when (e is SigningException or IOException or InvalidDataException)
        {
            return OcspResponse.Refuse(OcspResponseStatus.TryLater);
        }
    }

    /// <summary>A complete CRL as of now.</summary>
    /// <returns>DER; the caller's.</returns>
    /// <exception cref="SigningException">The key can't be used now.</exception>
    /// <exception cref="InvalidDataException">The list of revocations is damaged.</exception>
    public async ValueTask<byte[]> CrlAsync(CancellationToken cancellationToken)
    {
        var now = WholeSeconds(time.GetUtcNow());
        var tbs = CrlWriter.Encode(identity, revoked(), now);
        return await SignedAsync(tbs, cancellationToken);
    }

    private OcspSingleResponse Answer(OcspCertId id, IReadOnlyList<RevokedCertificate> list, DateTimeOffset now)
    {
        var issuer = identity.Certificate;
        var isOurs =
            id.IssuerNameHash.Span.SequenceEqual(Digests.Compute(id.Digest, issuer.SubjectName.RawData))
            && id.IssuerKeyHash.Span.SequenceEqual(
                Digests.Compute(id.Digest, issuer.PublicKey.EncodedKeyValue.RawData)
            );
        var serial = Convert.ToHexString(id.SerialNumber.Span).TrimStart('0');
        var entry = isOurs ? list.FirstOrDefault(r => r.Serial == serial) : null;
        return new OcspSingleResponse
        {
            CertId = id,
            Status =
                !isOurs ? CertificateStatus.Unknown
                : entry is null ? CertificateStatus.Good
                : CertificateStatus.Revoked,
            RevokedAt = entry is null ? null : WholeSeconds(entry.Time),
            Reason = entry is null ? null : RevokedCertificates.ReasonOf(entry),
            ThisUpdate = now,
            NextUpdate = now + identity.Validity,
        };
    }

    private async ValueTask<byte[]> SignedAsync(byte[] data, CancellationToken cancellationToken)
    {
        var digest = Digests.Compute(identity.Algorithm.Digest, data);
        var value = await signer.SignDigestAsync(identity.KeyUri, identity.Algorithm, digest, cancellationToken);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(data);
            CrlWriter.WriteAlgorithm(writer, identity.Algorithm);
            writer.WriteBitString(identity.Algorithm.Scheme == SignatureScheme.Ecdsa ? EcdsaValue.ToDer(value) : value);
        }

        return writer.Encode();
    }

    private byte[] KeyHash() =>
        Digests.Compute(HashAlgorithmName.SHA1, identity.Certificate.PublicKey.EncodedKeyValue.RawData);

    private static DateTimeOffset WholeSeconds(DateTimeOffset moment) =>
        DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());
}
