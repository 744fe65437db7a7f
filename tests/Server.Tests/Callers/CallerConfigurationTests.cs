// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Hosting;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace HocBaSo.Signing.Server.Tests.Callers;

public sealed class CallerConfigurationTests : IDisposable
{
    private const string Callers = """
        {
          "node": "n",
          "listen": {
            "grpc": "0.0.0.0:5440",
            "tls": {
              "certificate": "server.pem", "key": "server.key", "clientAnchors": ["ca.pem"], "clientCrls": ["c.crl"], "reloadSeconds": 3
            }
          },
          "storage": { "journal": "journal.db" },
          "tokens": [],
          "tenants": [ { "name": "bo-gddt", "signerAnchors": ["ca.pem"] } ],
          "clients": [
            {
              "id": "so-gddt",
              "certificates": [ { "subject": "CN=so,C=VN" }, { "uri": "urn:so" }, { "dns": "so.vn" } ],
              "grants": [
                { "tenant": "bo-gddt", "schools": ["79*"], "roles": ["GVBM:TOAN", "GVCN"], "identities": ["*"], "operations": ["sign", "render"] },
                { "tenant": "bo-gddt", "operations": ["admin-read", "admin-write", "verify"] }
              ],
              "limits": { "requestsPerSecond": 50 },
              "idempotencyDays": 30
            },
            {
              "id": "truong",
              "certificates": [ { "sha256": "SHA" } ],
              "grants": [ { "tenant": "bo-gddt", "roles": ["*"], "schools": ["1"], "identities": ["a"], "operations": ["sign"] } ]
            }
          ]
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly JsonNode _file = JsonNode.Parse(
        Callers.Replace("SHA", new string('A', 64), StringComparison.Ordinal)
    )!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_WhenCallersAreNamed_GivesEveryValue()
    {
        var options = Load();

        Assert.Equal(
            (_folder.File("server.pem"), _folder.File("server.key"), 3),
            (options.Tls!.CertificateFile, options.Tls.KeyFile, options.Tls.ReloadSeconds)
        );
        Assert.Equal([_folder.File("ca.pem")], options.Tls.ClientAnchorFiles);
        Assert.Equal([_folder.File("c.crl")], options.Tls.ClientCrlFiles);
        var client = options.Clients[0];
        Assert.Equal(
            [
                new(ClientCertificateRuleKind.Subject, "CN=so,C=VN"),
                new(ClientCertificateRuleKind.Uri, "urn:so"),
                new ClientCertificateRule(ClientCertificateRuleKind.Dns, "so.vn"),
            ],
            client.Certificates
        );
        Assert.Equal(("so-gddt", 50, 30), (client.Id, client.Limits.RequestsPerSecond, client.IdempotencyDays));
        Assert.Equal(CallerOperation.Sign | CallerOperation.Render, client.Grants[0].Operations);
        Assert.Equal(["79*"], client.Grants[0].Schools);
        Assert.Equal(["*"], client.Grants[0].Identities);
        Assert.Equal(["TOAN"], client.Grants[0].Roles[0].Subjects);
        Assert.Equal((SignerRole.Gvcn, 0), (client.Grants[0].Roles[1].Role, client.Grants[0].Roles[1].Subjects.Count));
        Assert.Equal(4, options.Clients[1].Grants[0].Roles.Count);
        Assert.Empty(Check(options));
    }

    [Theory]
    [InlineData("listen.grpc", "/listen/tls", null)]
    [InlineData("clients", "/listen/tls", null)]
    [InlineData("clients", "/clients", "[]")]
    [InlineData("listen.http", "/listen/http", "\"0.0.0.0:5441\"")]
    [InlineData("listen.tls.clientAnchors", "/listen/tls/clientAnchors", "[]")]
    [InlineData("listen.tls.reloadSeconds", "/listen/tls/reloadSeconds", "0")]
    [InlineData("clients[0].id", "/clients/0/id", "\"a b\"")]
    [InlineData("clients[0].id", "/clients/0/id", "\"loopback\"")]
    [InlineData("clients[1].id", "/clients/1/id", "\"so-gddt\"")]
    [InlineData("clients[0].certificates", "/clients/0/certificates", "[]")]
    [InlineData("clients[0].certificates[0]", "/clients/0/certificates/0/subject", "\"so\"")]
    [InlineData("clients[0].certificates[1]", "/clients/0/certificates/1/uri", "\"so\"")]
    [InlineData("clients[0].certificates[2]", "/clients/0/certificates/2/dns", "\"*.so.vn\"")]
    [InlineData("clients[1].certificates[0]", "/clients/1/certificates/0/sha256", "\"AB\"")]
    [InlineData("clients[1].certificates[0]", "/clients/1/certificates/0", """{ "subject": "cn=so, c=VN" }""")]
    [InlineData("clients[0].grants[0].tenant", "/clients/0/grants/0/tenant", "\"another\"")]
    [InlineData("clients[0].grants[0].schools", "/clients/0/grants/0/schools", "[]")]
    [InlineData("clients[0].grants[0].identities", "/clients/0/grants/0/identities", "[\"*x\"]")]
    [InlineData("clients[0].grants[0].roles", "/clients/0/grants/0/roles", "[]")]
    [InlineData("clients[0].grants[0].operations", "/clients/0/grants/0/operations", "[]")]
    [InlineData("clients[0].limits.requestsPerSecond", "/clients/0/limits/requestsPerSecond", "-1")]
    [InlineData("clients[0].idempotencyDays", "/clients/0/idempotencyDays", "-1")]
    public void Check_WhenACallerIsWrong_NamesIt(string path, string place, string? value)
    {
        Set(place, value);
        Assert.Contains(path, Check(Load()).Select(static error => error.Path));
    }

    [Theory]
    [InlineData("clients[0].certificates[0]", "/clients/0/certificates/0", """{ "subject": "CN=a", "dns": "a" }""")]
    [InlineData("clients[0].certificates[0]", "/clients/0/certificates/0", "{}")]
    [InlineData("clients[0].grants[0].roles[0]", "/clients/0/grants/0/roles/0", "\"CBQL:TOAN\"")]
    [InlineData("clients[0].grants[0].operations[0]", "/clients/0/grants/0/operations/0", "\"admin\"")]
    [InlineData("clients[0].grants[0].school", "/clients/0/grants/0/school", "\"1\"")]
    [InlineData("clients[0].limits.perDay", "/clients/0/limits/perDay", "1")]
    [InlineData("listen.tls.certificate", "/listen/tls/certificate", null)]
    [InlineData("listen.tls.ciphers", "/listen/tls/ciphers", "\"ALL\"")]
    public void Load_WhenACallerIsMalformed_NamesIt(string path, string place, string? value)
    {
        Set(place, value);
        var e = Assert.Throws<ConfigurationException>(Load);
        Assert.Contains(path, e.Errors.Select(static error => error.Path));
    }

    [Fact]
    public async Task Start_WhenTheFilesOfTlsCannotBeUsed_TellsAllOfThem()
    {
        using var authority = await OpenSslClients.CreateAsync();
        await authority.IssueAsync("client");
        await authority.IssueAsync("server", "serverAuth");
        await authority.IssueAsync("old", "serverAuth", days: -1);

        Assert.Equal(["certificate", "clientAnchors", "clientCrls"], Faults("none.pem", null));
        Assert.Equal(["certificate"], FaultsOf("server.pem", "client.key"));
        Assert.Equal(["certificate"], FaultsOf("client.pem", "client.key"));
        Assert.Equal(["certificate"], FaultsOf("old.pem", "old.key"));
        Assert.Empty(FaultsOf("server.pem", "server.key"));

        IReadOnlyList<string> FaultsOf(string certificate, string key) =>
            Faults(authority.FileOf(certificate), authority.FileOf(key), authority.CertificateFile);
    }

    private static List<string> Faults(string certificate, string? key, string? anchors = null)
    {
        var errors = new ErrorList();
        var options = new SigningServerOptions
        {
            Node = "n",
            JournalPath = "unused",
            Tokens = [],
            Tenants = [],
            Identities = [],
            Tls = new ListenTlsOptions
            {
                CertificateFile = certificate,
                KeyFile = key,
                ClientAnchorFiles = [anchors ?? "none.pem"],
                ClientCrlFiles = anchors is null ? ["none.crl"] : [],
            },
        };
        var parts = CallerParts.Load(options, new OutsideParts(), NullLoggerFactory.Instance, errors);
        Assert.Equal(errors.IsEmpty, parts.Tls is not null);
        Assert.Equal(errors.IsEmpty, parts.Source is not Server.Callers.LoopbackCallers);
        Assert.False(parts.Grants.May("loopback", CallerOperation.Sign, null));
        var e = Record.Exception(() => errors.ThrowIfAny("test")) as ConfigurationException;
        return [.. e?.Errors.Select(static error => error.Path["listen.tls.".Length..]) ?? []];
    }

    private void Set(string place, string? value)
    {
        var names = place.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var node = _file;
        foreach (var name in names[..^1])
        {
            node = int.TryParse(name, out var index) ? node[index]! : node[name]!;
        }
        if (int.TryParse(names[^1], out var last))
        {
            node[last] = JsonNode.Parse(value!);
        }
        else if (value is null)
        {
            node.AsObject().Remove(names[^1]);
        }
        else
        {
            node[names[^1]] = JsonNode.Parse(value);
        }
    }

    private SigningServerOptions Load() => SigningServerOptions.Load(_folder.Write("hbs.json", _file.ToJsonString()));

    private static List<ConfigurationError> Check(SigningServerOptions options)
    {
        var errors = new ErrorList();
        CallerRules.Check(options, errors);
        var e = Record.Exception(() => errors.ThrowIfAny("test")) as ConfigurationException;
        return [.. e?.Errors ?? []];
    }
}
