// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Reads RFC 7512 URIs. Answers with the problem as text, or null when there is none.</summary>
internal static class Pkcs11UriParser
{
    private const string Scheme = "pkcs11:";
    private const string PathCharacters = ":[]@!$'()*+,=&";
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static string? Parse(string text, out Pkcs11Uri? uri)
    {
        uri = null;
        if (text.Length > Pkcs11Uri.MaximumLength)
        {
            return "the URI is too long";
        }

        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return "the scheme isn't pkcs11";
        }

        var rest = text.AsSpan(Scheme.Length);
        var query = rest.IndexOf('?');
        var problem = query < 0 ? null : CheckQuery(rest[(query + 1)..]);
        return problem ?? ParsePath(query < 0 ? rest : rest[..query], out uri);
    }

    private static string? CheckQuery(ReadOnlySpan<char> query)
    {
        foreach (var range in query.Split('&'))
        {
            var attribute = query[range];
            var equals = attribute.IndexOf('=');
            if (equals < 0 || attribute[..equals] is not ("module-name" or "module-path"))
            {
                return "only module-name and module-path may stand in the query";
            }
        }

        return null;
    }

    private static string? ParsePath(ReadOnlySpan<char> path, out Pkcs11Uri? uri)
    {
        uri = null;
        var result = new Pkcs11Uri();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in path.Split(';'))
        {
            var attribute = path[range];
            if (path.IsEmpty)
            {
                break;
            }

            var equals = attribute.IndexOf('=');
            if (equals <= 0)
            {
                return "an attribute has no value";
            }

            var name = attribute[..equals].ToString();
            if (!seen.Add(name))
            {
                return "an attribute stands twice";
            }

            if (Decode(attribute[(equals + 1)..]) is not { } value || Apply(result, name, value) is not { } next)
            {
                return "an attribute is unknown, or its value isn't allowed";
            }

            result = next;
        }

        uri = result;
        return null;
    }

    private static Pkcs11Uri? Apply(Pkcs11Uri uri, string name, byte[] value) =>
        name switch
        {
            "token" when Text(value, 32) is { } text => uri with { Token = text },
            "manufacturer" when Text(value, 32) is { } text => uri with { Manufacturer = text },
            "serial" when Text(value, 16) is { } text => uri with { Serial = text },
            "model" when Text(value, 16) is { } text => uri with { Model = text },
            "object" when Text(value, Pkcs11Uri.MaximumValueLength) is { } text => uri with { Object = text },
            "id" when value.Length <= Pkcs11Uri.MaximumValueLength => uri with
            {
                IdHex = Convert.ToHexStringLower(value),
            },
            "type" when TypeOf(value) is { } type => uri with { Type = type },
            "slot-id" when Number(value) is { } number => uri with { SlotId = number },
            _ => null,
        };

    private static Pkcs11ObjectType? TypeOf(byte[] value)
    {
        foreach (var type in Enum.GetValues<Pkcs11ObjectType>())
        {
            if (value.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(Pkcs11UriFormat.TypeName(type)!)))
            {
                return type;
            }
        }

        return null;
    }

    private static ulong? Number(byte[] value) =>
        ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(byte[] value, int limit)
    {
        if (value.Length > limit)
        {
            return null;
        }

        try
        {
            var text = StrictUtf8.GetString(value);
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>pk11-pchar: unreserved, a few reserved ones, or %HH; null for any other character.</summary>
    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var octets = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%')
            {
                if (
                    i + 2 >= text.Length
                    || !byte.TryParse(
                        text.Slice(i + 1, 2),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out octets[length]
                    )
                )
                {
                    return null;
                }

                i += 2;
            }
            else if (
                char.IsAsciiLetterOrDigit(c)
                || c is '-' or '.' or '_' or '~'
                || PathCharacters.Contains(c, StringComparison.Ordinal)
            )
            {
                octets[length] = (byte)c;
            }
            else
            {
                return null;
            }

            length++;
        }

        return octets[..length];
    }
}
