// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>keyUsage (RFC 5280 §4.2.1.3).</summary>
internal static class KeyUsages
{
    /// <summary>Null when the extension isn't there: then any use is allowed.</summary>
    public static X509KeyUsageFlags? Of(CertificateStructure certificate)
    {
        var value = certificate.ExtensionValue(Oids.KeyUsage);
        if (value.IsEmpty)
        {
            return null;
        }

        var reader = new AsnReader(value, AsnEncodingRules.DER);
        var bits = reader.ReadBitString(out _);
        reader.ThrowIfNotEmpty();
        var flags = (bits.Length > 0 ? bits[0] : 0) | ((bits.Length > 1 ? bits[1] : 0) << 8);
        return (X509KeyUsageFlags)flags;
    }
}
