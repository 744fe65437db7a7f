// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>A token whose form is right: one signer, TSTInfo inside, the attributes that RFC 3161 demands.</summary>
internal sealed record ParsedToken(CmsSignedData SignedData, CmsSignerInfo Signer, TstInfo Info)
{
    /// <summary>Most certificates in a token: a path of five, twice.</summary>
    private const int MaxCertificates = 10;

    /// <summary>The encoded TSTInfo.</summary>
    public ReadOnlyMemory<byte> Content => SignedData.EContent!.Value;

    /// <summary>Reads a token, with nothing behind it.</summary>
    /// <exception cref="PkiFormatException">A rule of form is broken.</exception>
    /// <exception cref="AsnContentException">It is not DER (or BER, when lenient).</exception>
    public static ParsedToken Decode(ReadOnlyMemory<byte> token, TokenStrictness strictness)
    {
        var rules = strictness == TokenStrictness.EveryOctet ? AsnEncodingRules.DER : AsnEncodingRules.BER;
        var signedData = CmsSignedData.Decode(token, rules);
        if (signedData.EContentType != Oids.TstInfo || signedData.EContent is not { } content)
        {
            throw new PkiFormatException("The signed content is not a TSTInfo.");
        }

        // RFC 3161 §2.4.2: the token holds the signature of the authority and no other.
        if (signedData.SignerInfos is not [var signer])
        {
            throw new PkiFormatException("The token has to have exactly one signer.");
        }

        if (signedData.Certificates.Count > MaxCertificates)
        {
            throw new PkiFormatException("The token holds too many certificates.");
        }

        CheckAttributes(signer, rules);
        if (strictness == TokenStrictness.EveryOctet)
        {
            OctetRules.Check(signedData, signer);
        }

        return new ParsedToken(signedData, signer, TstInfo.Decode(content, rules));
    }

    private static void CheckAttributes(CmsSignerInfo signer, AsnEncodingRules rules)
    {
        var type = signer.SingleValue(Oids.ContentType);
        if (type.IsEmpty || new AsnReader(type, rules).ReadObjectIdentifier() != Oids.TstInfo)
        {
            throw new PkiFormatException("The signed attribute content-type does not name a TSTInfo.");
        }

        if (signer.SingleValue(Oids.MessageDigest).IsEmpty)
        {
            throw new PkiFormatException("The signed attribute message-digest is missing.");
        }
    }
}
