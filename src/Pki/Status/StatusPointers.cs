// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;

namespace HocBaSo.Signing.Pki;

/// <summary>Where a certificate says that its status is told (RFC 5280 §4.2.2.1, §4.2.1.13).</summary>
/// <param name="Ocsp">URLs of responders, in their order.</param>
/// <param name="Crl">URLs of complete CRLs of the issuer itself, in their order.</param>
public sealed record StatusPointers(IReadOnlyList<Uri> Ocsp, IReadOnlyList<Uri> Crl)
{
    /// <summary>More than this many are not looked at.</summary>
    private const int MaxUrls = 4;
    private const int MaxUrlLength = 2048;
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag ZeroTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>True when there is no URL at all.</summary>
    public bool IsEmpty => Ocsp.Count == 0 && Crl.Count == 0;

    /// <summary>Reads a certificate in DER; what can't be read is not there.</summary>
    public static StatusPointers Of(ReadOnlyMemory<byte> certificate)
    {
        try
        {
            var structure = CertificateStructure.Decode(certificate);
            return new StatusPointers(
                Read(structure.ExtensionValue(Oids.AuthorityInformationAccess), ReadAccess),
                Read(structure.ExtensionValue(Oids.CrlDistributionPoints), ReadPoint)
            );
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException)
        {
            return new StatusPointers([], []);
        }
    }

    private static List<Uri> Read(ReadOnlyMemory<byte> extension, Action<AsnReader, List<Uri>> read)
    {
        var urls = new List<Uri>();
        if (extension.IsEmpty)
        {
            return urls;
        }

        var outer = new AsnReader(extension, AsnEncodingRules.DER);
        for (var list = outer.ReadSequence(); list.HasData && urls.Count < MaxUrls; )
        {
            read(list.ReadSequence(), urls);
        }

        return urls;
    }

    private static void ReadAccess(AsnReader description, List<Uri> urls)
    {
        if (description.ReadObjectIdentifier() == Oids.AccessOcsp)
        {
            AddUrl(description, urls);
        }
    }

    // A point with reasons or an issuer of its own leads to a partial or an indirect CRL, which is not used here.
    private static void ReadPoint(AsnReader point, List<Uri> urls)
    {
        if (!point.HasData || !point.PeekTag().HasSameClassAndValue(ZeroTag))
        {
            return;
        }

        var name = point.ReadSequence(ZeroTag);
        if (point.HasData || !name.PeekTag().HasSameClassAndValue(ZeroTag))
        {
            return;
        }

        for (var names = name.ReadSequence(ZeroTag); names.HasData && urls.Count < MaxUrls; )
        {
            AddUrl(names, urls);
        }
    }

    private static void AddUrl(AsnReader name, List<Uri> urls)
    {
        if (!name.PeekTag().HasSameClassAndValue(UriTag))
        {
            name.ReadEncodedValue();
            return;
        }

        var text = name.ReadCharacterString(UniversalTagNumber.IA5String, UriTag);
        var isWeb = text.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        if (isWeb && text.Length <= MaxUrlLength && Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            urls.Add(url);
        }
    }
}
