// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using HocBaSo.Signing.Pdf.Pades;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What the signer says of himself in signed attributes.</summary>
internal static class SignerAttributes
{
    private static readonly Asn1Tag Claimed = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>The first claimed attribute of signer-attributes-v2 that is text (EN 319 122-1 §5.2.6.1); null when there is none.</summary>
    public static string? ClaimedRoleOf(CmsSignerInfo signer)
    {
        var value = signer.SingleValue(ClaimedRole.AttributeType);
        if (value.IsEmpty)
        {
            return null;
        }
        var choices = new AsnReader(value, CmsContents.Rules).ReadSequence();
        while (choices.HasData)
        {
            if (!choices.PeekTag().HasSameClassAndValue(Claimed))
            {
                choices.ReadEncodedValue();
                continue;
            }
            var attributes = choices.ReadSequence(Claimed).ReadSequence();
            while (attributes.HasData)
            {
                if (Text(attributes.ReadSequence()) is { } text)
                {
                    return text;
                }
            }
        }
        return null;
    }

    /// <summary>signing-time (RFC 5652 §11.3), UTC; null when it isn't there.</summary>
    public static DateTimeOffset? SigningTimeOf(CmsSignerInfo signer)
    {
        var value = signer.SingleValue(Oids.SigningTime);
        if (value.IsEmpty)
        {
            return null;
        }
        var reader = new AsnReader(value, CmsContents.Rules);
        return reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            ? reader.ReadUtcTime()
            : reader.ReadGeneralizedTime();
    }

    private static string? Text(AsnReader attribute)
    {
        attribute.ReadObjectIdentifier();
        var values = attribute.ReadSetOf(skipSortOrderValidation: true);
        while (values.HasData)
        {
            if (values.PeekTag().HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.UTF8String)))
            {
                return values.ReadCharacterString(UniversalTagNumber.UTF8String);
            }
            values.ReadEncodedValue();
        }
        return null;
    }
}
