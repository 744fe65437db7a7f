// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>From the configured files to the catalog of identities and anchors.</summary>
internal static class CatalogLoader
{
    /// <summary>The catalog; what is wrong is noted, and the catalog then incomplete.</summary>
    public static CertificateCatalog Load(SigningServerOptions options, ErrorList errors)
    {
        var anchors = new Dictionary<string, TrustAnchors>(StringComparer.Ordinal);
        for (var i = 0; i < options.Tenants.Count; i++)
        {
            var (tenant, path) = (options.Tenants[i], $"tenants[{i}]");
            anchors[tenant.Name] = new TrustAnchors(
                CertificateFiles.ReadAll(tenant.SignerAnchorFiles, path + ".signerAnchors", errors),
                CertificateFiles.ReadAll(tenant.TimestampAnchorFiles, path + ".timestampAnchors", errors)
            );
        }
        var identities = new Dictionary<(string, string), SigningIdentity>();
        for (var i = 0; i < options.Identities.Count; i++)
        {
            var identity = Load(options.Identities[i], $"identities[{i}].certificates", errors);
            if (identity is not null)
            {
                identities[(identity.Tenant, identity.Id)] = identity;
            }
        }
        return new CertificateCatalog(identities.Values, anchors);
    }

    private static SigningIdentity? Load(IdentityOptions options, string path, ErrorList errors)
    {
        var chain = CertificateFiles.Read(options.CertificateFile, path, errors);
        if (chain.Count == 0)
        {
            return null;
        }
        CertificateFiles.RequireSigningKey(chain[0], path, errors);
        CertificateFiles.RequireChain(chain, path, errors);
        return new SigningIdentity
        {
            Tenant = options.Tenant,
            Id = options.Id,
            Kind = options.Kind,
            School = options.School,
            Roles = options.Roles,
            KeyUri = options.Key,
            CertificateChain = chain,
        };
    }
}
