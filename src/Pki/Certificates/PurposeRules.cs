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
        if (KeyUsages.Of(leaf) is { } usage && (usage & Needed(purpose)) == 0)
        {
            return "The key usage of the certificate does not allow its use.";
        }

        return purpose == PathPurpose.TimeStamping ? BrokenForTime(leaf) : null;
    }

    private static X509KeyUsageFlags Needed(PathPurpose purpose) =>
        purpose == PathPurpose.CrlSigning ? X509KeyUsageFlags.CrlSign : Signing;

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
