// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>One extension of a certificate or CRL (RFC 5280 §4.2).</summary>
/// <param name="IsCritical">A critical one that isn't understood refuses the whole.</param>
/// <param name="Value">The content of extnValue.</param>
internal sealed record CertificateExtension(bool IsCritical, ReadOnlyMemory<byte> Value)
{
    /// <summary>Reads the SEQUENCE OF Extension; none may be there twice.</summary>
    public static void ReadAll(AsnReader sequence, Dictionary<string, CertificateExtension> into)
    {
        while (sequence.HasData)
        {
            var extension = sequence.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            var value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            if (!into.TryAdd(oid, new CertificateExtension(critical, value)))
            {
                throw new PkiFormatException($"The extension {oid} is there twice.");
            }
        }
    }
}
