// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Xml.Signatures;

/// <summary>The identifiers that signatures repeat again and again, so that they need not be made into a string each time.</summary>
internal static class KnownUris
{
    private static readonly (byte[] Utf8, string Text)[][] s_byLength = ByLength(
        "http://www.w3.org/2001/10/xml-exc-c14n#",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        XmlNames.EnvelopedSignature,
        XmlNames.SignedPropertiesType,
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#sha384",
        "http://www.w3.org/2001/04/xmlenc#sha512",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"
    );

    /// <summary>The identifier as a string; null when it is none of these.</summary>
    public static string? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < s_byLength.Length)
        {
            foreach (var (known, text) in s_byLength[utf8.Length])
            {
                if (utf8.SequenceEqual(known))
                {
                    return text;
                }
            }
        }
        return null;
    }

    private static (byte[] Utf8, string Text)[][] ByLength(params string[] uris) =>
        [
            .. Enumerable
                .Range(0, uris.Max(static u => u.Length) + 1)
                .Select(length =>
                    uris.Where(u => u.Length == length).Select(u => (Encoding.ASCII.GetBytes(u), u)).ToArray()
                ),
        ];
}
