// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>From the configured files to anchors and identities.</summary>
internal static class CatalogLoader
{
    private static readonly CertificateInstallRules s_rules = new();

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
            RequireInstallable(chain, anchors, certificates, errors);
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

    // As an administrator's, but for the key, which only the token knows, and for time: what is wrong at the first moment at which all
    // of them are valid never gets better, and one that has ended is no reason to serve nobody.
    private static void RequireInstallable(
        IReadOnlyList<X509Certificate2> chain,
        IReadOnlyList<X509Certificate2> anchors,
        string path,
        ErrorList errors
    )
    {
        var verdict = s_rules.Check(
            new CertificateOffer
            {
                Certificates = [.. chain.Select(static c => c.RawDataMemory)],
                PublicKey = chain[0].PublicKey.ExportSubjectPublicKeyInfo(),
                Anchors = anchors,
                Now = chain.Max(static c => (DateTimeOffset)c.NotBefore),
            }
        );
        foreach (var defect in verdict.Defects)
        {
            // That anchors can't be read is told where they are named.
            var isOfAnchors =
                anchors.Count == 0 && defect.Kind is CertificateDefectKind.Chain or CertificateDefectKind.Path;
            if (!isOfAnchors && defect.Kind != CertificateDefectKind.Time)
            {
                errors.Add(path, $"can't be put in force: {defect.Message}");
            }
        }
    }
}
