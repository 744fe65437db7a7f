// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>The subject of a signer's certificate. Values are taken as they are, whatever characters they hold.</summary>
/// <param name="CommonName">The full name.</param>
/// <param name="OrganizationalUnit">The department; empty to leave it out.</param>
/// <param name="Organization">The school; empty to leave it out.</param>
public sealed record PersonName(string CommonName, string OrganizationalUnit, string Organization)
{
    /// <summary>C=VN first, the common name last, UTF-8 strings.</summary>
    public X500DistinguishedName ToDistinguishedName()
    {
        var builder = new X500DistinguishedNameBuilder();

        // The builder writes the last one added first.
        builder.AddCommonName(CommonName);
        AddIfPresent(OrganizationalUnit, value => builder.AddOrganizationalUnitName(value));
        AddIfPresent(Organization, value => builder.AddOrganizationName(value));
        builder.AddCountryOrRegion("VN");
        return builder.Build();
    }

    private static void AddIfPresent(string value, Action<string> add)
    {
        if (value.Length > 0)
        {
            add(value);
        }
    }
}
