// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

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
            var entry = options.Identities[i];
            var signers = anchors.GetValueOrDefault(entry.Tenant, TrustAnchors.None).Signers;
            var identity = Load(entry, signers, $"identities[{i}]", errors);
            if (identity is not null)
            {
                identities[(identity.Tenant, identity.Id)] = identity;
            }
        }
        return new CertificateCatalog(identities.Values, anchors);
    }

    private static SigningIdentity? Load(
        IdentityOptions options,
        IReadOnlyList<X509Certificate2> anchors,
        string path,
        ErrorList errors
    )
    {
        var certificates = path + ".certificates";
        var chain = CertificateFiles.Read(options.CertificateFile, certificates, errors);
        if (chain.Count == 0)
        {
            return null;
        }
        CertificateFiles.RequireSigningKey(chain[0], certificates, errors);
        CertificateFiles.RequireChain(chain, certificates, errors);
        return new SigningIdentity
        {
            Tenant = options.Tenant,
            Id = options.Id,
            Kind = options.Kind,
            School = options.School,
            Roles = options.Roles,
            KeyUri = options.Key,
            CertificateChain = chain,
            Status = StatusRules.SettingsOf(
                options.Status,
                StatusPointers.Of(chain[0].RawDataMemory),
                StatusSubject.FindIssuer(chain[0], chain.Skip(1).Concat(anchors)) is not null,
                path,
                errors
            ),
        };
    }
}
