// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Reads the members of the file that say who may call.</summary>
internal static class CallerReader
{
    private static readonly (string Word, CallerOperation Operation)[] s_operations =
    [
        ("sign", CallerOperation.Sign),
        ("verify", CallerOperation.Verify),
        ("render", CallerOperation.Render),
        ("admin-read", CallerOperation.AdminRead),
        ("admin-write", CallerOperation.AdminWrite),
    ];

    public static ListenTlsOptions Tls(ConfigurationNode node)
    {
        node.AllowOnly("certificate", "key", "clientAnchors", "clientCrls", "reloadSeconds");
        var tls = new ListenTlsOptions
        {
            CertificateFile = node.RequiredFile("certificate"),
            KeyFile = node.File("key"),
            ClientAnchorFiles = node.Files("clientAnchors"),
            ClientCrlFiles = node.Files("clientCrls"),
        };
        return tls with { ReloadSeconds = node.Number("reloadSeconds", tls.ReloadSeconds) };
    }

    public static ClientOptions Client(ConfigurationNode node)
    {
        node.AllowOnly("id", "certificates", "grants", "limits", "idempotencyDays");
        return new ClientOptions
        {
            Id = node.Required("id"),
            Certificates = [.. node.Items("certificates").Select(Certificate)],
            Grants = [.. node.Items("grants").Select(Grant)],
            Limits = ClientLimitRules.Read(node.Child("limits")),
            IdempotencyDays = node.Number("idempotencyDays", 0),
        };
    }

    private static ClientCertificateRule Certificate(ConfigurationNode node)
    {
        node.AllowOnly("sha256", "subject", "uri", "dns");
        ClientCertificateRule[] rules =
        [
            .. Enum.GetValues<ClientCertificateRuleKind>()
                .Select(kind => (kind, Value: node.Text(NameOf(kind))))
                .Where(static rule => rule.Value is not null)
                .Select(static rule => new ClientCertificateRule(rule.kind, rule.Value!)),
        ];
        node.Errors.Require(rules.Length == 1, node.Path, "needs exactly one of sha256, subject, uri, dns");
        return rules.Length == 0 ? new ClientCertificateRule(ClientCertificateRuleKind.Sha256, "") : rules[0];
    }

    private static string NameOf(ClientCertificateRuleKind kind) =>
        kind switch
        {
            ClientCertificateRuleKind.Sha256 => "sha256",
            ClientCertificateRuleKind.Subject => "subject",
            ClientCertificateRuleKind.Uri => "uri",
            _ => "dns",
        };

    private static ClientGrant Grant(ConfigurationNode node)
    {
        node.AllowOnly("tenant", "schools", "roles", "identities", "operations");
        return new ClientGrant
        {
            Tenant = node.Required("tenant"),
            Operations = Operations(node),
            Schools = node.Texts("schools"),
            Roles = [.. node.Texts("roles").SelectMany((text, i) => Roles(node, text, i))],
            Identities = node.Texts("identities"),
        };
    }

    private static CallerOperation Operations(ConfigurationNode node)
    {
        var all = CallerOperation.None;
        var texts = node.Texts("operations");
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i];
            var known = s_operations.FirstOrDefault(entry => entry.Word == text).Operation;
            node.Errors.Require(
                known != CallerOperation.None,
                $"{node.PathOf("operations")}[{i}]",
                $"is none of {string.Join(", ", s_operations.Select(static entry => $"'{entry.Word}'"))}"
            );
            all |= known;
        }
        return all;
    }

    // "*", a role, or a subject teacher of one subject: "GVBM:TOAN".
    private static IEnumerable<RoleGrant> Roles(ConfigurationNode node, string text, int index)
    {
        var roles = Enum.GetValues<SignerRole>();
        if (text == "*")
        {
            return roles.Select(static role => new RoleGrant(role, []));
        }
        foreach (var role in roles.Where(role => RoleClaim.NameOf(role) == text))
        {
            return [new RoleGrant(role, [])];
        }
        if (RoleClaim.TryParse(text, out var claim))
        {
            return [new RoleGrant(claim.Role, [claim.Subject!])];
        }
        node.Errors.Add(
            $"{node.PathOf("roles")}[{index}]",
            "is neither '*' nor GVBM, GVCN, CBQL, PHAT_HANH, nor GVBM with a subject, such as 'GVBM:TOAN'"
        );
        return [];
    }
}
