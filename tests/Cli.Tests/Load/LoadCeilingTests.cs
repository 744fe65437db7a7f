// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>With how many sessions the token of a running server is measured.</summary>
[Collection(nameof(DevelopmentSite))]
public sealed class LoadCeilingTests(DevelopmentSite site)
{
    private const string Warning = "The ceiling is measured with one session";

    [Fact]
    public async Task Load_WhenTheServersPageTellsItsSessions_MeasuresWithSoMany()
    {
        using var web = new HttpFiles();
        var page = web.Set("metrics", Encoding.UTF8.GetBytes(PageOf(LabelOfToken, sessions: 3)));

        var run = await LoadAsync(site.Development.ServerConfiguration, "--metrics", page.AbsoluteUri);

        Assert.Contains("after (Ecdsa-SHA256, 3 sessions)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Warning, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenTheServersOwnPageIsNamed_KnowsItsSessions()
    {
        var page = new Uri(site.Http, "/metrics");
        using var meter = new MetricsPageMeter(page);
        var known = await meter.ReadSessionsAsync(CancellationToken.None);
        var sessions = known.Single(one => one.Token == LabelOfToken && one.Family == KeyFamily.Ec).Sessions;

        var run = await LoadAsync(site.Development.ServerConfiguration, "--metrics", page.AbsoluteUri);

        Assert.Contains($"after (Ecdsa-SHA256, {sessions} session", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Warning, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenNobodyTellsTheSessions_SaysThatItMeasuredWithOne()
    {
        var run = await LoadAsync(site.Development.ServerConfiguration);

        Assert.Contains("after (Ecdsa-SHA256, 1 session)", run.Output, StringComparison.Ordinal);
        Assert.Contains(Warning, run.Error, StringComparison.Ordinal);
        Assert.Contains("--metrics", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenThePageTellsOfAnotherToken_SaysThatItMeasuredWithOne()
    {
        using var web = new HttpFiles();
        var page = web.Set("metrics", Encoding.UTF8.GetBytes(PageOf("another", sessions: 3)));

        var run = await LoadAsync(site.Development.ServerConfiguration, "--metrics", page.AbsoluteUri);

        Assert.Contains("after (Ecdsa-SHA256, 1 session)", run.Output, StringComparison.Ordinal);
        Assert.Contains(Warning, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenTheConfigurationNamesSessions_MeasuresWithSoMany()
    {
        var file = site.Development.ServerConfiguration;
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        configuration["tokens"]![0]!["sessions"] = 2;
        var named = Path.Combine(Path.GetDirectoryName(file)!, "two-sessions.json");
        await File.WriteAllTextAsync(named, configuration.ToJsonString());

        var run = await LoadAsync(named);

        Assert.Contains("after (Ecdsa-SHA256, 2 sessions)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Warning, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenOtherIdentitiesHaveKeysOfAnotherKind_SaysWhoseCeilingItIs()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now, now.AddDays(1));
        var file = site.Development.ServerConfiguration;
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        var school = configuration["identities"]!
            .AsArray()
            .First(static identity => identity!["kind"]!.GetValue<string>() == "organisation");
        school!["certificates"] = folder.Write("other.pem", certificate.ExportCertificatePem());
        var named = Path.Combine(Path.GetDirectoryName(file)!, "other-keys.json");
        await File.WriteAllTextAsync(named, configuration.ToJsonString());

        var mixed = await LoadAsync(named, "--steps", "all");
        var alike = await LoadAsync(file, "--steps", "all");

        Assert.Contains("others sign with keys of another kind", mixed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("others sign with keys of another kind", alike.Error, StringComparison.Ordinal);
    }

    private string LabelOfToken =>
        JsonNode.Parse(File.ReadAllText(site.Development.ServerConfiguration))!["tokens"]![0]![
            "label"
        ]!.GetValue<string>();

    private static string PageOf(string token, int sessions) =>
        $$"""
            # TYPE hocbaso_hsm_sessions gauge
            hocbaso_hsm_sessions{key_type="EC",token="{{token}}"} {{sessions}}
            hocbaso_hsm_sessions{key_type="RSA",token="{{token}}"} 7
            """;

    private async Task<CommandRun> LoadAsync(string configuration, params string[] options)
    {
        string[] server = ["--server", site.Server, "--configuration", configuration, .. options];
        string[] short_ = ["--rate", "20", "--duration", "500ms", "--warm-up", "0s", "--level", "tieu-hoc"];
        var run = await CommandRun.HbsAsync(["load", .. server, .. short_]);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        return run;
    }
}
