// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>From the configured files to anchors and identities.</summary>
internal static class CatalogLoader
{
    /// <summary>What the configuration says of identities; what is wrong is noted, and the answer then incomplete.</summary>
    public static IdentitySettings Load(SigningServerOptions options, ErrorList errors)
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
        var identities = new Dictionary<(string, string), ConfiguredIdentity>();
        for (var i = 0; i < options.Identities.Count; i++)
        {
            var entry = options.Identities[i];
            var signers = anchors.GetValueOrDefault(entry.Tenant, TrustAnchors.None).Signers;
            identities[(entry.Tenant, entry.Id)] = Load(entry, signers, $"identities[{i}]", errors);
        }
        return new IdentitySettings
        {
            Anchors = anchors,
            Identities = identities,
            Administration = options.Administration,
        };
    }

    private static ConfiguredIdentity Load(
        IdentityOptions options,
        IReadOnlyList<X509Certificate2> anchors,
        string path,
        ErrorList errors
    )
    {
        var certificates = path + ".certificates";
        var chain = CertificateFiles.Read(options.CertificateFile, certificates, errors);
        if (chain.Count > 0)
        {
            CertificateFiles.RequireSigningKey(chain[0], certificates, errors);
            CertificateFiles.RequireChain(chain, certificates, errors);
            if (DocumentSigningUsage.Broken(chain[0]) is { } broken)
            {
                errors.Add(certificates, $"can't sign documents: {broken}");
            }
            StatusRules.SettingsOf(
                options.Status,
                StatusPointers.Of(chain[0].RawDataMemory),
                StatusSubject.FindIssuer(chain[0], chain.Skip(1).Concat(anchors)) is not null,
                path,
                errors
            );
        }
        var definition = new IdentityDefinition
        {
            Tenant = options.Tenant,
            Id = options.Id,
            Kind = options.Kind,
            School = options.School,
            Roles = options.Roles,
            IsConfigured = true,
        };
        return new ConfiguredIdentity(definition, options.Status, options.MinRemainingDays, options.Key, chain);
    }
}
