// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// What the extended key usage of a signing certificate may say (RFC 5280 §4.2.1.12). None at all is the usual case; when it
/// is there, one usage has to be of people who sign, and none of authorities, whose signatures mean something else.
/// </summary>
internal static class ExtendedUsageRules
{
    private static readonly string[] s_signing =
    [
        Oids.AnyExtendedKeyUsage,
        Oids.EmailProtection,
        Oids.ClientAuthentication,
        Oids.DocumentSigning,
        Oids.AdobeDocumentSigning,
        Oids.MicrosoftDocumentSigning,
    ];

    /// <summary>Null when nothing is broken, else one sentence.</summary>
    public static string? Broken(CertificateStructure structure)
    {
        var value = structure.ExtensionValue(Oids.ExtendedKeyUsage);
        if (value.IsEmpty)
        {
            return null;
        }

        var usages = Read(value);
        if (usages.Exists(static u => u is Oids.TimeStamping or Oids.OcspSigning))
        {
            return "The extended key usage of the certificate is that of a time-stamping authority or an OCSP responder.";
        }

        return usages.Exists(s_signing.Contains)
            ? null
            : $"The extended key usage of the certificate ({string.Join(", ", usages)}) has none that is for signing documents.";
    }

    private static List<string> Read(ReadOnlyMemory<byte> value)
    {
        var usages = new List<string>();
        for (var list = new AsnReader(value, AsnEncodingRules.DER).ReadSequence(); list.HasData; )
        {
            usages.Add(list.ReadObjectIdentifier());
        }

        return usages;
    }
}
