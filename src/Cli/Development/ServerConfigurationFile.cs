// SPDX-License-Identifier: Apache-2.0
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Cli;

/// <summary>Writes the configuration of a development server; docs/configuration.md describes the members.</summary>
internal sealed class ServerConfigurationFile(DevelopmentFolder folder, TokenOptions token, string tsaKey)
{
    /// <summary>The only tenant of development.</summary>
    public const string Tenant = "dev";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonArray _identities = [];

    /// <summary>Adds an identity.</summary>
    public void Add(DevelopmentIdentity identity, string school, string keyUri) =>
        _identities.Add(
            (JsonNode)
                new JsonObject
                {
                    ["tenant"] = Tenant,
                    ["id"] = identity.Id,
                    ["kind"] = identity.Kind == IdentityKind.Organisation ? "organisation" : "person",
                    ["school"] = school,
                    ["roles"] = new JsonArray([.. identity.Roles.Select(RoleOf)]),
                    ["key"] = keyUri,
                    ["certificates"] = Relative(folder.CertificateOf(identity.Id)),
                    ["status"] = new JsonObject { ["ocsp"] = "built-in", ["crl"] = "built-in" },
                }
        );

    /// <summary>Writes the file, unless it holds the same already.</summary>
    public void Write(
        string root,
        string timestampRoot,
        string tsa,
        (string Id, string Key) issuing,
        (string Id, string Key) journal
    )
    {
        var configuration = new JsonObject
        {
            ["node"] = "dev-1",
            ["listen"] = new JsonObject { ["tls"] = TlsOf() },
            ["storage"] = new JsonObject { ["journal"] = Relative(Path.Combine(folder.Journal, "journal.db")) },
            ["journal"] = new JsonObject
            {
                ["checkpointKey"] = journal.Key,
                ["checkpointCertificate"] = Relative(folder.CertificateOf(journal.Id)),
                ["checkpointFolder"] = Relative(folder.Checkpoints),
            },
            ["tokens"] = new JsonArray(TokenOf()),
            ["tenants"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = Tenant,
                    ["signerAnchors"] = new JsonArray(Relative(folder.CertificateOf(root))),
                    ["timestampAnchors"] = new JsonArray(Relative(folder.CertificateOf(timestampRoot))),
                }
            ),
            ["clients"] = new JsonArray(
                ClientOf(DevelopmentTls.School, "sign", "verify", "render"),
                ClientOf(DevelopmentTls.Admin, "admin-read", "admin-write"),
                ClientOf(DevelopmentTls.NoGrants)
            ),
            ["identities"] = _identities,
            ["timestampAuthorities"] = new JsonArray(new JsonObject { ["name"] = "built-in", ["url"] = "built-in" }),
            ["builtInTimestampAuthority"] = new JsonObject
            {
                ["key"] = tsaKey,
                ["certificate"] = Relative(folder.CertificateOf(tsa)),
            },
            ["builtInStatusResponder"] = new JsonObject
            {
                ["key"] = issuing.Key,
                ["certificate"] = Relative(folder.CertificateOf(issuing.Id)),
                ["revoked"] = Relative(folder.Revoked),
            },
        };
        AtomicFile.WriteIfChanged(folder.ServerConfiguration, configuration.ToJsonString(Format) + "\n");
    }

    // SoftHSM reads its variable itself, so that path has to be absolute; all others are relative to this file.
    private JsonObject TokenOf() =>
        new()
        {
            ["module"] = token.ModulePath,
            ["label"] = token.Label,
            ["pinFile"] = Relative(folder.PinFile),
            ["environment"] = new JsonObject { ["SOFTHSM2_CONF"] = folder.SoftHsmConfiguration },
        };

    private JsonObject TlsOf() =>
        new()
        {
            ["certificate"] = Relative(folder.TlsCertificateOf(DevelopmentTls.Server)),
            ["key"] = Relative(folder.TlsKeyOf(DevelopmentTls.Server)),
            ["clientAnchors"] = new JsonArray(Relative(folder.TlsAuthority)),
        };

    private static JsonObject ClientOf(string id, params string[] operations)
    {
        var grant = new JsonObject
        {
            ["tenant"] = Tenant,
            ["schools"] = new JsonArray("*"),
            ["roles"] = new JsonArray("*"),
            ["identities"] = new JsonArray("*"),
            ["operations"] = new JsonArray([.. operations.Select(static operation => (JsonNode)operation)]),
        };
        return new JsonObject
        {
            ["id"] = id,
            ["certificates"] = new JsonArray(new JsonObject { ["uri"] = DevelopmentTls.UriOf(id).OriginalString }),
            ["grants"] = operations.Length == 0 ? [] : new JsonArray(grant),
        };
    }

    private static JsonObject RoleOf(RoleGrant grant)
    {
        var role = new JsonObject { ["role"] = RoleClaim.NameOf(grant.Role) };
        if (grant.Subjects.Count > 0)
        {
            role["subjects"] = new JsonArray([.. grant.Subjects.Select(static s => (JsonNode)s)]);
        }
        return role;
    }

    private string Relative(string file) => Path.GetRelativePath(folder.Root, file);
}
