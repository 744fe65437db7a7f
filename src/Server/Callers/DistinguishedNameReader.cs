// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>Reads the parts of a distinguished name as text: RFC 4514 §3, spaces around the parts, and the quotes of RFC 2253 §4.</summary>
internal sealed class DistinguishedNameReader(string text)
{
    private static readonly Dictionary<string, string> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CN"] = "2.5.4.3",
        ["SN"] = "2.5.4.4",
        ["SERIALNUMBER"] = "2.5.4.5",
        ["C"] = "2.5.4.6",
        ["L"] = "2.5.4.7",
        ["ST"] = "2.5.4.8",
        ["S"] = "2.5.4.8",
        ["STREET"] = "2.5.4.9",
        ["O"] = "2.5.4.10",
        ["OU"] = "2.5.4.11",
        ["T"] = "2.5.4.12",
        ["TITLE"] = "2.5.4.12",
        ["GN"] = "2.5.4.42",
        ["GIVENNAME"] = "2.5.4.42",
        ["ORGANIZATIONIDENTIFIER"] = "2.5.4.97",
        ["DC"] = "0.9.2342.19200300.100.1.25",
        ["UID"] = "0.9.2342.19200300.100.1.1",
        ["USERID"] = "0.9.2342.19200300.100.1.1",
        ["E"] = "1.2.840.113549.1.9.1",
        ["EMAILADDRESS"] = "1.2.840.113549.1.9.1",
    };

    private int _at;

    public bool IsAtEnd => _at == text.Length;

    /// <summary>Takes a separator, if it is next.</summary>
    public bool TryRead(char separator)
    {
        if (IsAtEnd || text[_at] != separator)
        {
            return false;
        }
        _at++;
        return true;
    }

    /// <summary>The OID of a type, and its equals sign; null when there is none that is known.</summary>
    public string? ReadType()
    {
        var end = text.IndexOf('=', _at);
        if (end < 0)
        {
            return null;
        }
        var name = text[_at..end].Trim();
        _at = end + 1;
        var dotted = name.StartsWith("OID.", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
        return s_types.TryGetValue(name, out var known) ? known
            : dotted.Contains('.') && dotted.All(static c => char.IsAsciiDigit(c) || c == '.') ? dotted
            : null;
    }

    /// <summary>A value up to its separator; null when it is empty or breaks a rule.</summary>
    public string? ReadValue()
    {
        while (!IsAtEnd && text[_at] == ' ')
        {
            _at++;
        }
        if (!IsAtEnd && text[_at] == '"')
        {
            return ReadQuoted();
        }
        var value = new List<byte>();
        var length = 0; // Without the spaces at the end that were not escaped.
        while (!IsAtEnd && text[_at] is not (',' or '+'))
        {
            if (text[_at] is '"' or ';' or '<' or '>' or '\0')
            {
                return null;
            }
            var isSpace = text[_at] == ' ';
            if (!TryReadCharacter(value))
            {
                return null;
            }
            length = isSpace ? length : value.Count;
        }
        return length == 0 ? null : Decode(value, length);
    }

    private string? ReadQuoted()
    {
        _at++;
        var value = new List<byte>();
        while (!IsAtEnd && text[_at] != '"')
        {
            if (!TryReadCharacter(value))
            {
                return null;
            }
        }
        if (!TryRead('"') || value.Count == 0)
        {
            return null;
        }
        while (!IsAtEnd && text[_at] == ' ')
        {
            _at++;
        }
        return Decode(value, value.Count);
    }

    // One character, or one octet of it: "\C4\90" is one letter.
    private bool TryReadCharacter(List<byte> value)
    {
        if (text[_at] != '\\')
        {
            var rune = Rune.GetRuneAt(text, _at);
            Span<byte> octets = stackalloc byte[4];
            value.AddRange(octets[..rune.EncodeToUtf8(octets)]);
            _at += rune.Utf16SequenceLength;
            return true;
        }
        if (
            text.Length - _at > 2
            && byte.TryParse(
                text.AsSpan(_at + 1, 2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var octet
            )
        )
        {
            value.Add(octet);
            _at += 3;
            return true;
        }
        if (
            text.Length - _at < 2
            || text[_at + 1] is not (' ' or '"' or '#' or '+' or ',' or ';' or '<' or '=' or '>' or '\\')
        )
        {
            return false;
        }
        value.Add((byte)text[_at + 1]);
        _at += 2;
        return true;
    }

    private static string? Decode(List<byte> value, int length)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. value[..length]]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
