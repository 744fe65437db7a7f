// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>What a leaf has to allow for its purpose.</summary>
internal static class PurposeRules
{
    private const X509KeyUsageFlags Signing = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    /// <summary>Null when it fits, else which rule is broken.</summary>
    public static string? Broken(CertificateStructure leaf, PathPurpose purpose)
    {
        if (!KeyUsageAllows(leaf, purpose))
        {
            return "The key usage of the certificate does not allow its use.";
        }

        return purpose switch
        {
            PathPurpose.DocumentSigning => ExtendedUsageRules.Broken(leaf),
            PathPurpose.TimeStamping => BrokenForTime(leaf),
            PathPurpose.ClientAuthentication => BrokenForClient(leaf),
            _ => null,
        };
    }

    /// <summary>True when the key usage is not stated, or is one for that purpose.</summary>
    public static bool KeyUsageAllows(CertificateStructure leaf, PathPurpose purpose) =>
        KeyUsages.Of(leaf) is not { } usage || (usage & Needed(purpose)) != 0;

    private static X509KeyUsageFlags Needed(PathPurpose purpose) =>
        purpose switch
        {
            PathPurpose.CrlSigning => X509KeyUsageFlags.CrlSign,
            PathPurpose.ClientAuthentication => X509KeyUsageFlags.DigitalSignature,
            _ => Signing,
        };

    /// <summary>RFC 5280 §4.2.1.12; stricter in that the usage has to be stated, and anyExtendedKeyUsage does not do.</summary>
    private static string? BrokenForClient(CertificateStructure leaf)
    {
        if (leaf.Extensions.TryGetValue(Oids.ExtendedKeyUsage, out var extension))
        {
            var outer = new AsnReader(extension.Value, AsnEncodingRules.DER);
            for (var usages = outer.ReadSequence(); usages.HasData; )
            {
                if (usages.ReadObjectIdentifier() == Oids.ClientAuthentication)
                {
                    return null;
                }
            }
        }

        return "The certificate is not meant for clients.";
    }

    /// <summary>RFC 3161 §2.3: extended key usage, critical, with timeStamping and nothing else.</summary>
    private static string? BrokenForTime(CertificateStructure leaf)
    {
        if (!leaf.Extensions.TryGetValue(Oids.ExtendedKeyUsage, out var extension))
        {
            return "The authority's certificate is not meant for timestamps.";
        }

        var outer = new AsnReader(extension.Value, AsnEncodingRules.DER);
        var usages = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (usages.ReadObjectIdentifier() != Oids.TimeStamping || usages.HasData)
        {
            return "The authority's certificate is not meant for timestamps alone.";
        }

        return extension.IsCritical ? null : "The extended key usage of the authority's certificate is not critical.";
    }
}
