// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Pki;

/// <summary>A file of CRLs as an administrator puts it somewhere: one in DER, or any number in PEM.</summary>
public static class CrlFile
{
    private const string PemLabel = "X509 CRL";
    private const byte SequenceTag = 0x30;

    /// <summary>Reads the CRLs.</summary>
    /// <param name="content">The file.</param>
    /// <returns>Each in DER, with the time of its next update.</returns>
    /// <exception cref="PkiFormatException">It holds no CRL, or one that can't be read.</exception>
    public static IReadOnlyList<(ReadOnlyMemory<byte> Crl, DateTimeOffset NextUpdate)> Read(
        ReadOnlyMemory<byte> content
    )
    {
        try
        {
            var lists = content.Span is [SequenceTag, ..] ? [content] : FromPem(content.Span);
            return lists.Count > 0
                ? [.. lists.Select(static list => (list, CertificateRevocationList.Decode(list).NextUpdate))]
                : throw new PkiFormatException("There is no CRL in the file.");
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw new PkiFormatException("A CRL can't be read.");
        }
    }

    private static List<ReadOnlyMemory<byte>> FromPem(ReadOnlySpan<byte> content)
    {
        var text = Encoding.Latin1.GetString(content).AsSpan();
        var lists = new List<ReadOnlyMemory<byte>>();
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label].SequenceEqual(PemLabel))
            {
                lists.Add(Convert.FromBase64String(text[fields.Base64Data].ToString()));
            }
            text = text[fields.Location.End..];
        }
        return lists;
    }
}
