// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using System.Text.Json.Nodes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>From the words about certificate status to what an identity is asked for.</summary>
public sealed class StatusConfigurationTests
{
    private static readonly StatusPointers s_none = new([], []);
    private static readonly StatusPointers s_some = new([new Uri("http://ocsp.example/")], []);

    [Theory]
    [InlineData(null, false, null, CertificateStatusPolicy.Off)]
    [InlineData(null, true, null, CertificateStatusPolicy.WarnWhenUnknown)]
    [InlineData(null, false, "http://10.0.0.5/", CertificateStatusPolicy.WarnWhenUnknown)]
    [InlineData(CertificateStatusPolicy.Off, true, null, CertificateStatusPolicy.Off)]
    [InlineData(CertificateStatusPolicy.RefuseWhenUnknown, true, null, CertificateStatusPolicy.RefuseWhenUnknown)]
    public void SettingsOf_WhenPolicyIsLeftOut_FollowsTheUrls(
        CertificateStatusPolicy? policy,
        bool isInCertificate,
        string? ocsp,
        CertificateStatusPolicy expected
    )
    {
        var errors = new ErrorList();

        var settings = StatusRules.SettingsOf(
            new IdentityStatusOptions { Policy = policy, Ocsp = ocsp },
            isInCertificate ? s_some : s_none,
            hasIssuer: true,
            "identities[0]",
            errors
        );

        errors.ThrowIfAny("test");
        Assert.Equal(expected, settings.Policy);
        Assert.Equal(ocsp, settings.OcspUrl?.AbsoluteUri);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{ "checkIssuers": true }""", true)]
    [InlineData("""{ "checkIssuers": false }""", false)]
    public void Read_WhenIssuersAreSpokenOf_FollowsIt(string json, bool expected)
    {
        var example = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configuration.example.json"));
        var comments = new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        };
        var file = Path.GetTempFileName();
        try
        {
            var root = JsonNode.Parse(example, documentOptions: comments)!;
            root["certificateStatus"] = JsonNode.Parse(json);
            File.WriteAllText(file, root.ToJsonString());

            Assert.Equal(expected, SigningServerOptions.Load(file).CertificateStatus.CheckIssuers);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void SettingsOf_WhenIssuerIsMissing_NamesTheCertificates()
    {
        var errors = new ErrorList();

        StatusRules.SettingsOf(
            new IdentityStatusOptions { Policy = CertificateStatusPolicy.RefuseWhenUnknown },
            s_some,
            hasIssuer: false,
            "identities[0]",
            errors
        );

        var e = Assert.Throws<ConfigurationException>(() => errors.ThrowIfAny("test"));
        Assert.Equal("identities[0].certificates", Assert.Single(e.Errors).Path);
    }

    [Theory]
    [InlineData("built-in", "http://127.0.0.1:7/ocsp")]
    [InlineData("http://ocsp.example/a", "http://ocsp.example/a")]
    public void Resolve_WhenBuiltIn_IsThisServer(string word, string expected)
    {
        var settings = StatusRules.SettingsOf(
            new IdentityStatusOptions { Ocsp = word },
            s_none,
            hasIssuer: true,
            "",
            new ErrorList()
        );

        Assert.Equal(expected, BuiltInStatus.Resolve(settings.OcspUrl, new Uri("http://127.0.0.1:7/"))!.AbsoluteUri);
        Assert.Null(BuiltInStatus.Resolve(null, new Uri("http://127.0.0.1:7/")));
    }

    [Fact]
    public void Check_WhenTheBuiltInResponderIsOnInProduction_Refuses()
    {
        var errors = new ErrorList();
        var options = new SigningServerOptions
        {
            Environment = "Production",
            Node = "n",
            JournalPath = "j",
            Tokens = [],
            Tenants = [],
            Identities = [],
            BuiltInStatusResponder = new BuiltInStatusResponder
            {
                Key = "pkcs11:object=ca",
                CertificateFile = "ca.pem",
                RevokedFile = "revoked.json",
            },
        };

        StatusRules.Check(options, errors);

        var e = Assert.Throws<ConfigurationException>(() => errors.ThrowIfAny("test"));
        Assert.Equal("builtInStatusResponder", Assert.Single(e.Errors).Path);
        StatusRules.Check(options with { Environment = "Development" }, new ErrorList());
    }
}
