// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>One attribute of a name. Equal when type and value are, whatever the type of string; runs of blanks count as one.</summary>
/// <param name="Type">OID.</param>
/// <param name="Value">The text; hex of a value that is none.</param>
internal sealed record NameAttribute(string Type, string Value)
{
    /// <summary>The usual short name, or the OID.</summary>
    public string Name =>
        Type switch
        {
            Oids.CommonName => "CN",
            Oids.SerialNumber => "serialNumber",
            Oids.Country => "C",
            Oids.Locality => "L",
            Oids.StateOrProvince => "ST",
            Oids.Organization => "O",
            Oids.OrganizationalUnit => "OU",
            Oids.Title => "T",
            Oids.UserId => "UID",
            Oids.EmailAddress => "emailAddress",
            _ => Type,
        };

    /// <summary>All attributes of a Name.</summary>
    public static List<NameAttribute> ReadAll(ReadOnlyMemory<byte> name)
    {
        var attributes = new List<NameAttribute>();
        for (var names = new AsnReader(name, AsnEncodingRules.DER).ReadSequence(); names.HasData; )
        {
            for (var parts = names.ReadSetOf(skipSortOrderValidation: true); parts.HasData; )
            {
                var part = parts.ReadSequence();
                attributes.Add(new NameAttribute(part.ReadObjectIdentifier(), ValueOf(part)));
            }
        }

        return attributes;
    }

    private static string ValueOf(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        var type = (UniversalTagNumber)tag.TagValue;
        var isText =
            tag.TagClass == TagClass.Universal
            && type
                is UniversalTagNumber.UTF8String
                    or UniversalTagNumber.PrintableString
                    or UniversalTagNumber.IA5String
                    or UniversalTagNumber.BMPString
                    or UniversalTagNumber.TeletexString;
        return isText
            ? string.Join(' ', attribute.ReadCharacterString(type).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : Convert.ToHexString(attribute.ReadEncodedValue().Span);
    }
}
