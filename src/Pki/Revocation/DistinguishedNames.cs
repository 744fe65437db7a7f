// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Text;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Names in a form in which equal ones are equal strings (RFC 5280 §7.1): case and runs of spaces don't count, nor does
/// the string type.
/// </summary>
internal static class DistinguishedNames
{
    private static readonly Asn1Tag DirectoryName = new(TagClass.ContextSpecific, 4, isConstructed: true);

    /// <summary>The form of a Name.</summary>
    public static string Normalize(ReadOnlyMemory<byte> name)
    {
        var outer = new AsnReader(name, AsnEncodingRules.DER);
        var text = new StringBuilder();
        for (var sequence = outer.ReadSequence(); sequence.HasData; )
        {
            Append(text, sequence.ReadSetOf(skipSortOrderValidation: true));
        }

        return text.ToString();
    }

    /// <summary>True when both are the same name; false also where one can't be read.</summary>
    public static bool Same(ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> other)
    {
        try
        {
            return name.Span.SequenceEqual(other.Span) || Normalize(name) == Normalize(other);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>The form of an issuer's name with one more RDN (nameRelativeToCRLIssuer).</summary>
    public static string Append(string issuer, AsnReader relative)
    {
        var text = new StringBuilder(issuer);
        Append(text, relative);
        return text.ToString();
    }

    /// <summary>The form of a GeneralName: of a directoryName the name's, of another its octets.</summary>
    public static string NormalizeGeneral(AsnReader names) =>
        names.PeekTag().HasSameClassAndValue(DirectoryName)
            ? Normalize(names.ReadSequence(DirectoryName).ReadEncodedValue())
            : Convert.ToHexString(names.ReadEncodedValue().Span);

    private static void Append(StringBuilder text, AsnReader rdn)
    {
        var parts = new List<string>();
        while (rdn.HasData)
        {
            var attribute = rdn.ReadSequence();
            parts.Add($"{attribute.ReadObjectIdentifier()}={Value(attribute)}");
            attribute.ThrowIfNotEmpty();
        }

        parts.Sort(StringComparer.Ordinal);
        text.Append('/').AppendJoin('+', parts);
    }

    private static string Value(AsnReader attribute)
    {
        var tag = (UniversalTagNumber)attribute.PeekTag().TagValue;
        var isText =
            tag
            is UniversalTagNumber.UTF8String
                or UniversalTagNumber.PrintableString
                or UniversalTagNumber.IA5String
                or UniversalTagNumber.BMPString
                or UniversalTagNumber.TeletexString;
        if (!isText)
        {
            return Convert.ToHexString(attribute.ReadEncodedValue().Span);
        }

        // Escaped, so that a value can't pretend to be two.
        var words = attribute.ReadCharacterString(tag).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var value = string.Join(' ', words).ToUpperInvariant();
        return value.Replace("\\", "\\\\").Replace("/", "\\/").Replace("+", "\\+");
    }
}
