// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Who may be let in, and where the server may be reached.</summary>
internal static class CallerRules
{
    public static void Check(SigningServerOptions options, ErrorList errors)
    {
        CheckLoopback(
            options.HttpEndPoint,
            "listen.http",
            "it is clear text, and its pages ask nobody who they are",
            errors
        );
        if (options.Tls is null)
        {
            CheckLoopback(
                options.GrpcEndPoint,
                "listen.grpc",
                "without listen.tls nobody is asked who they are",
                errors
            );
            errors.Require(
                options.Clients.Count == 0,
                "clients",
                "are known by their certificates: listen.tls is missing"
            );
            return;
        }
        errors.Require(options.Tls.ClientAnchorFiles.Count > 0, "listen.tls.clientAnchors", "names no file");
        errors.Require(
            options.Tls.ReloadSeconds is >= 1 and <= 3600,
            "listen.tls.reloadSeconds",
            "is not within 1 to 3600"
        );
        errors.Require(options.Clients.Count > 0, "clients", "names nobody who may call");
        CheckClients(options, errors);
    }

    private static void CheckLoopback(IPEndPoint endPoint, string path, string why, ErrorList errors) =>
        errors.Require(
            IPAddress.IsLoopback(endPoint.Address),
            path,
            $"is {endPoint}: it has to be a loopback address, because {why}"
        );

    private static void CheckClients(SigningServerOptions options, ErrorList errors)
    {
        var tenants = options.Tenants.Select(static tenant => tenant.Name).ToHashSet(StringComparer.Ordinal);
        var owners = new Dictionary<(ClientCertificateRuleKind, string), string>();
        var ids = new HashSet<string>(StringComparer.Ordinal) { LoopbackGrants.Caller };
        for (var i = 0; i < options.Clients.Count; i++)
        {
            var (client, path) = (options.Clients[i], $"clients[{i}]");
            errors.Require(OptionsRules.IsName(client.Id), path + ".id", OptionsRules.NameRule);
            errors.Require(ids.Add(client.Id), path + ".id", "is there twice, or is the name of callers without TLS");
            CheckCertificates(client, path + ".certificates", owners, errors);
            ClientLimitRules.Check(client.Limits, path + ".limits", errors);
            ClientLimitRules.CheckDays(client.IdempotencyDays, path + ".idempotencyDays", errors);
            for (var g = 0; g < client.Grants.Count; g++)
            {
                CheckGrant(client.Grants[g], tenants, $"{path}.grants[{g}]", errors);
            }
        }
    }

    private static void CheckCertificates(
        ClientOptions client,
        string path,
        Dictionary<(ClientCertificateRuleKind, string), string> owners,
        ErrorList errors
    )
    {
        errors.Require(client.Certificates.Count > 0, path, "names no certificate");
        for (var i = 0; i < client.Certificates.Count; i++)
        {
            var rule = client.Certificates[i];
            if (ClientDirectory.Normalize(rule) is not { } value)
            {
                errors.Add($"{path}[{i}]", $"is not {Wanted(rule.Kind)}");
            }
            else if (!owners.TryAdd((rule.Kind, value), client.Id))
            {
                errors.Add($"{path}[{i}]", $"is named already, by the client '{owners[(rule.Kind, value)]}'");
            }
        }
    }

    private static string Wanted(ClientCertificateRuleKind kind) =>
        kind switch
        {
            ClientCertificateRuleKind.Sha256 => "a SHA-256 in 64 hexadecimal digits",
            ClientCertificateRuleKind.Subject =>
                "a distinguished name of RFC 4514, such as CN=truong-01,O=Trần Phú,C=VN",
            ClientCertificateRuleKind.Uri => "an absolute URI",
            _ => "a DNS name without wildcards",
        };

    private static void CheckGrant(ClientGrant grant, HashSet<string> tenants, string path, ErrorList errors)
    {
        errors.Require(tenants.Contains(grant.Tenant), path + ".tenant", "is no configured tenant");
        errors.Require(grant.Operations != CallerOperation.None, path + ".operations", "names no operation");
        var mustName = grant.Operations.HasFlag(CallerOperation.Sign);
        CheckPatterns(grant.Schools, mustName, path + ".schools", errors);
        CheckPatterns(grant.Identities, mustName, path + ".identities", errors);
        errors.Require(
            !mustName || grant.Roles.Count > 0,
            path + ".roles",
            "names nothing to sign as; '*' names every role"
        );
    }

    private static void CheckPatterns(IReadOnlyList<string> patterns, bool mustName, string path, ErrorList errors)
    {
        errors.Require(!mustName || patterns.Count > 0, path, "names nothing to sign for; '*' names everything");
        errors.Require(
            patterns.All(NamePattern.IsPattern),
            path,
            "has a pattern that is neither a name nor '*' nor the beginning of names and '*', such as 'abc*'"
        );
    }
}
