// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using System.Text.RegularExpressions;

namespace HocBaSo.Signing.Interop;

/// <summary>A signature of a PDF as a plain search finds it; nothing of ours is in between.</summary>
/// <param name="Octets">What its byte range covers.</param>
/// <param name="Value">The DER value in /Contents, without the padding.</param>
/// <param name="Length">Where its byte range ends.</param>
/// <param name="IsDocumentTimestamp">True when the value is a timestamp token over the octets.</param>
internal sealed partial record FoundSignature(byte[] Octets, byte[] Value, int Length, bool IsDocumentTimestamp)
{
    private const string SignatureTimestamp = "1.2.840.113549.1.9.16.2.14";

    /// <summary>All of a file, in the order of signing.</summary>
    public static IReadOnlyList<FoundSignature> In(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        return [.. ByteRange().Matches(text).Select(match => Read(pdf, text, match)).OrderBy(static s => s.Length)];
    }

    /// <summary>The signature value, and the token of the timestamp on it.</summary>
    public (byte[] SignatureValue, byte[] Token) ReadTimestamp()
    {
        var cms = new SignedCms(new ContentInfo(Octets), detached: true);
        cms.Decode(Value);
        var signer = cms.SignerInfos[0];
        var attributes = signer.UnsignedAttributes.Cast<CryptographicAttributeObject>();
        return (
            signer.GetSignature(),
            attributes.Single(static a => a.Oid.Value == SignatureTimestamp).Values[0].RawData
        );
    }

    private static FoundSignature Read(byte[] pdf, string text, Match match)
    {
        int[] range =
        [
            .. match.Groups.Values.Skip(1).Select(static g => int.Parse(g.Value, CultureInfo.InvariantCulture)),
        ];
        var (start, end) = (range[0], range[1]);
        Assert.Equal(('<', '>'), (text[start], text[end - 1]));
        var padded = Convert.FromHexString(text[(start + 1)..(end - 1)]);
        AsnDecoder.ReadEncodedValue(padded, AsnEncodingRules.BER, out _, out _, out var length);
        byte[] octets = [.. pdf.AsSpan(0, start), .. pdf.AsSpan(end, range[2])];
        var kind = SubFilter().Matches(text[..match.Index])[^1].Groups[1].Value;
        return new FoundSignature(octets, padded[..length], end + range[2], kind == "ETSI.RFC3161");
    }

    [GeneratedRegex(@"/ByteRange \[0 ([0-9]+) ([0-9]+) ([0-9]+) *\]")]
    private static partial Regex ByteRange();

    [GeneratedRegex("/SubFilter /([A-Za-z0-9.]+)")]
    private static partial Regex SubFilter();
}
