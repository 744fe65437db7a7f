// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>The subject alternative names of a certificate that clients are known by (RFC 5280 §4.2.1.6).</summary>
internal sealed record AlternativeNames(IReadOnlyList<string> Uris, IReadOnlyList<string> Dns)
{
    private const string Oid = "2.5.29.17";
    private static readonly Asn1Tag s_dns = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag s_uri = new(TagClass.ContextSpecific, 6);

    /// <summary>Of a certificate; empty where it has none.</summary>
    /// <exception cref="AsnContentException">They can't be read.</exception>
    public static AlternativeNames Of(X509Certificate2 certificate)
    {
        var (uris, dns) = (new List<string>(), new List<string>());
        foreach (var extension in certificate.Extensions.Where(static e => e.Oid?.Value == Oid))
        {
            var outer = new AsnReader(extension.RawData, AsnEncodingRules.DER);
            for (var names = outer.ReadSequence(); names.HasData; )
            {
                var tag = names.PeekTag();
                var list =
                    tag == s_uri ? uris
                    : tag == s_dns ? dns
                    : null;
                if (list is null)
                {
                    names.ReadEncodedValue();
                }
                else
                {
                    list.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                }
            }
        }
        return new AlternativeNames(uris, dns);
    }
}
