// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Who may be configured to sign as what.</summary>
internal static class IdentityRules
{
    public static void Check(SigningServerOptions options, ErrorList errors)
    {
        var tenants = options.Tenants.Select(static tenant => tenant.Name).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < options.Identities.Count; i++)
        {
            var (identity, path) = (options.Identities[i], $"identities[{i}]");
            errors.Require(tenants.Contains(identity.Tenant), path + ".tenant", "is no configured tenant");
            errors.Require(OptionsRules.IsName(identity.Id), path + ".id", OptionsRules.NameRule);
            errors.Require(seen.Add((identity.Tenant, identity.Id)), path + ".id", "is there twice");
            errors.Require(
                (identity.Key.Length == 0) == (identity.CertificateFile.Length == 0),
                path,
                "has only one of key and certificates, which go together"
            );
            if (identity.Key.Length > 0)
            {
                CheckKey(identity.Key, path + ".key", errors);
            }
            CheckRoles(identity.Kind, identity.Roles, path, errors);
        }
    }

    public static void CheckKey(string key, string path, ErrorList errors)
    {
        try
        {
            Pkcs11Uri.Parse(key);
        }
        catch (FormatException e)
        {
            errors.Add(path, $"is not a PKCS#11 URI (RFC 7512): {e.Message}");
        }
    }

    public static void CheckRoles(IdentityKind kind, IReadOnlyList<RoleGrant> roles, string path, ErrorList errors)
    {
        errors.Require(roles.Count > 0, path + ".roles", "names no role");
        for (var i = 0; i < roles.Count; i++)
        {
            var (grant, at) = (roles[i], $"{path}.roles[{i}]");
            var isSeal = grant.Role == SignerRole.PhatHanh;
            errors.Require(
                isSeal == (kind == IdentityKind.Organisation),
                at + ".role",
                isSeal
                    ? "is PHAT_HANH, which only an organisation may sign"
                    : "is not PHAT_HANH, the only role of an organisation"
            );
            errors.Require(
                grant.Subjects.Count == 0 || grant.Role == SignerRole.Gvbm,
                at + ".subjects",
                "is for GVBM only"
            );
            errors.Require(
                grant.Subjects.All(RoleClaim.IsSubject),
                at + ".subjects",
                "has a code that is not 1 to 32 letters, digits, '-' or '_'"
            );
        }
    }
}
