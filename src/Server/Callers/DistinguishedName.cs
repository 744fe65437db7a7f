// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Text;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>
/// Names in one form, so that equal ones are equal strings: RDNs in the order of RFC 4514 (last first), types as OIDs, values as they are, to
/// the letter; only the string type and the order within one RDN don't count.
/// </summary>
internal static class DistinguishedName
{
    /// <summary>Of a Name in DER.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static string OfName(ReadOnlyMemory<byte> name)
    {
        var outer = new AsnReader(name, AsnEncodingRules.DER);
        var relatives = new List<string>();
        for (var sequence = outer.ReadSequence(); sequence.HasData; )
        {
            var attributes = new List<string>();
            for (var relative = sequence.ReadSetOf(skipSortOrderValidation: true); relative.HasData; )
            {
                var attribute = relative.ReadSequence();
                attributes.Add(Attribute(attribute.ReadObjectIdentifier(), ValueOf(attribute)));
            }
            relatives.Add(Relative(attributes));
        }
        outer.ThrowIfNotEmpty();
        relatives.Reverse();
        return string.Join(',', relatives);
    }

    /// <summary>Of a text of RFC 4514, such as <c>CN=truong-01,O=Trường Trần Phú,C=VN</c>; null when it is none.</summary>
    public static string? OfText(string text)
    {
        var reader = new DistinguishedNameReader(text);
        var relatives = new List<string>();
        do
        {
            var attributes = new List<string>();
            do
            {
                if (reader.ReadType() is not { } type || reader.ReadValue() is not { } value)
                {
                    return null;
                }
                attributes.Add(Attribute(type, value));
            } while (reader.TryRead('+'));
            relatives.Add(Relative(attributes));
        } while (reader.TryRead(','));
        return reader.IsAtEnd ? string.Join(',', relatives) : null;
    }

    private static string ValueOf(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        var isText =
            tag.TagClass == TagClass.Universal
            && (UniversalTagNumber)tag.TagValue
                is UniversalTagNumber.UTF8String
                    or UniversalTagNumber.PrintableString
                    or UniversalTagNumber.IA5String
                    or UniversalTagNumber.BMPString
                    or UniversalTagNumber.TeletexString;
        return isText
            ? attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue)
            : "#" + Convert.ToHexString(attribute.ReadEncodedValue().Span);
    }

    private static string Relative(List<string> attributes)
    {
        attributes.Sort(StringComparer.Ordinal);
        return string.Join('+', attributes);
    }

    // Escaped, so that one value can't pretend to be two attributes.
    private static string Attribute(string type, string value)
    {
        var text = new StringBuilder(type).Append('=');
        foreach (var c in value)
        {
            if (c is ',' or '+' or '\\')
            {
                text.Append('\\');
            }
            text.Append(c);
        }
        return text.ToString();
    }
}
