// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Tests;

public sealed class ConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hbs-config-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_WhenItIsTheDocumentedExample_GivesEveryValue()
    {
        var options = SigningServerOptions.Load(Path.Combine(AppContext.BaseDirectory, "configuration.example.json"));
        Assert.Equal("node-1", options.Node);
        Assert.Equal("127.0.0.1:5440", options.GrpcEndPoint.ToString());
        Assert.Equal("127.0.0.1:5441", options.HttpEndPoint.ToString());
        Assert.Equal(new LimitOptions(), options.Limits);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "journal.db"), options.JournalPath);
        Assert.Equal("/var/lib/hocbaso/softhsm2.conf", options.Tokens.Single().ModuleEnvironment["SOFTHSM2_CONF"]);
        Assert.Equal(2, options.Tokens.Single().Sessions);
        Assert.Equal(["gv-toan", "hieu-truong", "truong"], options.Identities.Select(static i => i.Id));
        Assert.Equal(["TOAN"], options.Identities[0].Roles[0].Subjects);
        Assert.Equal(IdentityKind.Organisation, options.Identities[2].Kind);
        Assert.Equal(SignatureLevel.BaselineT, options.SignatureLevels[SignerRole.PhatHanh]);
        Assert.Equal(SignatureLevel.BaselineB, options.SignatureLevels[SignerRole.Gvcn]);
        Assert.Equal("built-in", options.TimestampAuthorities.Single().Url);
        Assert.Equal(SelfVerification.Full, options.SelfVerification);
    }

    [Fact]
    public void Check_WhenTheExampleHasItsFiles_IsContent()
    {
        var file = WriteExample();
        Assert.Empty(Check(SigningServerOptions.Load(file) with { Environment = "Development" }));
    }

    [Fact]
    public void Load_WhenManyThingsAreWrong_TellsAllWithTheirPaths()
    {
        var file = Write(
            """
            {
              "nod": "x",
              "listen": { "grpc": "localhost" },
              "limits": { "maxSteps": "many" },
              "storage": {},
              "tokens": [ { "label": "a", "pin": "1234" } ],
              "identities": [ { "kind": "robot", "roles": [ { "role": "GVXX" } ] } ],
              "signatureLevels": { "GVCN": "LTA" }
            }
            """
        );
        var e = Assert.Throws<ConfigurationException>(() => SigningServerOptions.Load(file));
        string[] expected =
        [
            "nod",
            "node",
            "listen.grpc",
            "limits.maxSteps",
            "storage.journal",
            "tokens[0].pin",
            "tokens[0].module",
            "identities[0].tenant",
            "identities[0].kind",
            "identities[0].roles[0].role",
            "signatureLevels.GVCN",
        ];
        Assert.Empty(expected.Except(e.Errors.Select(static error => error.Path)));
        Assert.Contains(file, e.Message);
        Assert.DoesNotContain("1234", e.Message);
    }

    [Theory]
    [InlineData("", "", 420)]
    [InlineData("timeZone", "UTC", 0)]
    [InlineData("timeZone", "-03:30", -210)]
    [InlineData("timeZone", "+14:00", 840)]
    [InlineData("timeZone", "+14:01", null)]
    [InlineData("timeZone", "7", null)]
    [InlineData("timeZone", "Asia/Ho_Chi_Minh", null)]
    public void Load_WhenAZoneIsConfigured_ReadsItOrNamesIt(string name, string value, int? minutes)
    {
        var member = name.Length == 0 ? "{}" : $$"""{ "{{name}}": "{{value}}" }""";
        var example = JsonNode.Parse(
            File.ReadAllText(WriteExample()),
            documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip }
        )!;
        example["visibleSignatures"] = JsonNode.Parse(member);
        var file = Write(example.ToJsonString());

        if (minutes is { } expected)
        {
            var options = SigningServerOptions.Load(file).VisibleSignatures;
            Assert.Equal(TimeSpan.FromMinutes(expected), options.ShownZone);
            Assert.Null(options.FontFolder);
            return;
        }
        var e = Assert.Throws<ConfigurationException>(() => SigningServerOptions.Load(file));
        Assert.Equal("visibleSignatures.timeZone", Assert.Single(e.Errors).Path);
    }

    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("5000000000", 5_000_000_000UL)]
    [InlineData("-5", null)]
    [InlineData("\"first\"", null)]
    [InlineData("1.5", null)]
    public void Load_WhenATokenIsNamedBySlot_TakesTheNumberOrSaysThatItIsNone(string slot, ulong? number)
    {
        var example = JsonNode.Parse(
            File.ReadAllText(WriteExample()),
            documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip }
        )!;
        example["tokens"]![0]!["slot"] = JsonNode.Parse(slot);
        var file = Write(example.ToJsonString());

        if (number is not null)
        {
            Assert.Equal(number, SigningServerOptions.Load(file).Tokens[0].SlotId);
            return;
        }
        var e = Assert.Throws<ConfigurationException>(() => SigningServerOptions.Load(file));
        Assert.Equal("tokens[0].slot", Assert.Single(e.Errors).Path);
    }

    [Fact]
    public void Check_WhenTheFontFolderIsNotThere_NamesIt()
    {
        var options = SigningServerOptions.Load(WriteExample()) with
        {
            Environment = "Development",
            VisibleSignatures = new VisibleSignatureOptions { FontFolder = Path.Combine(_folder, "nowhere") },
        };

        Assert.Equal("visibleSignatures.fonts", Assert.Single(Check(options)).Path);
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData(null, "can't be read")]
    public void Load_WhenTheFileIsNotThereOrNotJson_SaysSo(string? content, string expected)
    {
        var file = content is null ? Path.Combine(_folder, "none.json") : Write(content);
        var e = Assert.Throws<ConfigurationException>(() => SigningServerOptions.Load(file));
        Assert.Contains(expected, e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Load_WhenTheEnvironmentIsNamedNothing_IsProduction(string value)
    {
        Environment.SetEnvironmentVariable("DOTNET_ENVIRONMENT", value);
        try
        {
            Assert.Equal("Production", SigningServerOptions.Load(WriteExample()).Environment);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOTNET_ENVIRONMENT", null);
        }
    }

    [Fact]
    public void Load_WhenTheEnvironmentOverrides_TakesItsValue()
    {
        var file = WriteExample();
        Environment.SetEnvironmentVariable("HBS_storage__journal", "elsewhere.db");
        Environment.SetEnvironmentVariable("HBS_SOMETHING_ELSE", "is not our business");
        try
        {
            Assert.Equal(Path.Combine(_folder, "elsewhere.db"), SigningServerOptions.Load(file).JournalPath);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HBS_storage__journal", null);
            Environment.SetEnvironmentVariable("HBS_SOMETHING_ELSE", null);
        }
    }

    [Fact]
    public void Load_WhenAVariableNamesWhatThereIsNot_TellsWhere()
    {
        const string Pin = "HBS_tokens__0__secret";
        var file = Write(
            """
            {
              "node": "n",
              "storage": { "journal": "j.db" },
              "tokens": [ { "label": "a", "module": "/m.so", "pinEnvironment": "HBS_tokens__0__secret" } ]
            }
            """
        );
        string[] names = ["HBS_administration__dualControls", "HBS_limits__maxInFlights", Pin];
        Array.ForEach(names, static name => Environment.SetEnvironmentVariable(name, "1"));
        try
        {
            var e = Assert.Throws<ConfigurationException>(() => SigningServerOptions.Load(file));

            Assert.Equal(
                ["administration.dualControls", "limits.maxInFlights"],
                e.Errors.Where(static error => error.Message.Contains("not known", StringComparison.Ordinal))
                    .Select(static error => error.Path)
                    .Order(StringComparer.Ordinal)
            );
        }
        finally
        {
            Array.ForEach(names, static name => Environment.SetEnvironmentVariable(name, null));
        }
    }

    [Theory]
    [InlineData("listen.grpc", "/listen", """{ "grpc": "0.0.0.0:5440" }""")]
    [InlineData("listen.http", "/listen/http", "\"192.168.1.5:5441\"")]
    [InlineData("limits.maxInFlight", "/limits/maxInFlight", "0")]
    [InlineData("storage.journal", "/storage/journal", "\"no/such/folder/journal.db\"")]
    [InlineData("tokens[0]", "/tokens/0/pinEnvironment", "\"PIN\"")]
    [InlineData("tokens[0].pinFile", "/tokens/0/pinFile", "\"none.pin\"")]
    [InlineData("tokens[0].environment", "/tokens/0/environment", """{ "SOFTHSM2_CONF=x": "y" }""")]
    [InlineData("tokens[0].environment", "/tokens/0/environment", """{ "": "y" }""")]
    [InlineData("tenants[0].name", "/tenants/0/name", "\"a b\"")]
    [InlineData("tenants[0].signerAnchors[0]", "/tenants/0/signerAnchors/0", "\"none.pem\"")]
    [InlineData("identities[0].roles[0].role", "/identities/0/roles/0/role", "\"PHAT_HANH\"")]
    [InlineData("identities[2].roles[0].role", "/identities/2/roles/0/role", "\"CBQL\"")]
    [InlineData("identities[1].id", "/identities/1/id", "\"gv-toan\"")]
    [InlineData("identities[1].key", "/identities/1/key", "\"pkcs11:object=a;pin-value=1234\"")]
    [InlineData("identities[1].certificates", "/identities/1/certificates", "\"token.pin\"")]
    [InlineData("identities[1].certificates", "/identities/1/certificates", "\"weak.pem\"")]
    [InlineData("identities[1].certificates", "/identities/1/certificates", "\"wrong-order.pem\"")]
    [InlineData("timestampAuthorities[0].url", "/timestampAuthorities/0/url", "\"ftp://x\"")]
    [InlineData("timestampAuthorities[0].policy", "/timestampAuthorities/0/policy", "\"one\"")]
    [InlineData(
        "builtInTimestampAuthority.certificate",
        "/builtInTimestampAuthority/certificate",
        "\"certificates/truong.pem\""
    )]
    [InlineData("identities[0].status", "/identities/0/status", """{ "policy": "refuse" }""")]
    [InlineData("identities[0].status.ocsp", "/identities/0/status", """{ "ocsp": "ldap://x" }""")]
    [InlineData("identities[0].status.crl", "/identities/0/status", """{ "crl": "http://a:b@x/" }""")]
    [InlineData("identities[0].status.ocsp", "/identities/0/status", """{ "ocsp": "built-in" }""")]
    [InlineData("certificateStatus.maxAgeSeconds", "/certificateStatus", """{ "maxAgeSeconds": 0 }""")]
    [InlineData("certificateStatus.nonce", "/certificateStatus", """{ "nonce": "required", "ocspMethod": "get" }""")]
    [InlineData(
        "builtInStatusResponder.key",
        "/builtInStatusResponder",
        """{ "key": "x", "certificate": "certificates/truong.pem", "revoked": "none.json" }"""
    )]
    [InlineData(
        "builtInStatusResponder.revoked",
        "/builtInStatusResponder",
        """{ "key": "pkcs11:object=a", "certificate": "certificates/truong.pem", "revoked": "weak.pem" }"""
    )]
    public void Check_WhenAValueCannotWork_NamesItsPath(string expected, string pointer, string value)
    {
        var json = JsonNode.Parse(
            File.ReadAllText(WriteExample()),
            documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip }
        )!;
        var parts = pointer.Split('/')[1..];
        var parent = parts[..^1]
            .Aggregate(json, static (node, part) => int.TryParse(part, out var i) ? node[i]! : node[part]!);
        if (int.TryParse(parts[^1], out var index))
        {
            parent[index] = JsonNode.Parse(value);
        }
        else
        {
            parent[parts[^1]] = JsonNode.Parse(value);
        }
        var file = Write(json.ToJsonString());
        var errors = Check(SigningServerOptions.Load(file) with { Environment = "Development" });

        Assert.Contains(expected, errors.Select(static error => error.Path));
        Assert.DoesNotContain(errors, static error => error.Message.Contains("1234"));
    }

    [Fact]
    public void Check_WhenTheBuiltInAuthorityIsOnInProduction_Refuses()
    {
        var options = SigningServerOptions.Load(WriteExample()) with { Environment = "Production" };
        Assert.Equal("builtInTimestampAuthority", Assert.Single(Check(options)).Path);
    }

    [Fact]
    public void Environment_WhenNoVariableIsSet_IsProduction()
    {
        var before = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        var beforeWeb = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT");
        Environment.SetEnvironmentVariable("DOTNET_ENVIRONMENT", null);
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", null);
        try
        {
            Assert.Equal("Production", SigningServerOptions.Load(WriteExample()).Environment);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOTNET_ENVIRONMENT", before);
            Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", beforeWeb);
        }
    }

    private static IReadOnlyList<ConfigurationError> Check(SigningServerOptions options)
    {
        var errors = new ErrorList();
        OptionsRules.Check(options, errors);
        CatalogLoader.Load(options, errors);
        Hosting.BuiltInAuthority.Load(options, errors);
        Hosting.BuiltInResponder.Load(options, errors);
        try
        {
            errors.ThrowIfAny("test");
            return [];
        }
        catch (ConfigurationException e)
        {
            return e.Errors;
        }
    }

    private string Write(string json)
    {
        var file = Path.Combine(_folder, "hocbaso.json");
        File.WriteAllText(file, json);
        return file;
    }

    /// <summary>The example with every file that it names, and three bad certificate files.</summary>
    private string WriteExample()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "anchors"));
        Directory.CreateDirectory(Path.Combine(_folder, "certificates"));
        Directory.CreateDirectory(Path.Combine(_folder, "checkpoints"));
        File.WriteAllText(Path.Combine(_folder, "token.pin"), "1234\n");
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = Certify("CN=Root", rootKey, null, "1");
        File.WriteAllText(Path.Combine(_folder, "anchors/signers.pem"), root.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "anchors/timestamps.pem"), root.ExportCertificatePem());
        foreach (var name in new[] { "gv-toan", "hieu-truong", "truong", "tsa" })
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var leaf = Certify($"CN={name}", key, root, "1.3.6.1.5.5.7.3.8");
            using var plain = Certify($"CN={name}", key, root, null);
            var certificate = name == "tsa" ? leaf : plain;
            var pem = certificate.ExportCertificatePem() + "\n" + root.ExportCertificatePem();
            File.WriteAllText(Path.Combine(_folder, $"certificates/{name}.pem"), pem);
            File.WriteAllText(
                Path.Combine(_folder, "wrong-order.pem"),
                root.ExportCertificatePem() + "\n" + certificate.ExportCertificatePem()
            );
        }
        using var weakKey = RSA.Create(1024);
        var weak = new CertificateRequest("CN=weak", weakKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var weakCertificate = weak.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "weak.pem"), weakCertificate.ExportCertificatePem());
        var example = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configuration.example.json"));
        return Write(example);
    }

    private static X509Certificate2 Certify(string name, ECDsa key, X509Certificate2? issuer, string? usage)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        if (issuer is null)
        {
            return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        }
        if (usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: true));
        }
        return request.Create(
            issuer,
            DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddDays(20),
            RandomNumberGenerator.GetBytes(8).Prepend((byte)1).ToArray()
        );
    }
}
