// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using System.Text.RegularExpressions;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Integration.Telemetry;

/// <summary>What docs/observability.md, the dashboard and the alerts speak of is what a server that works really shows.</summary>
[Collection(nameof(AloneCollection))]
public sealed partial class MetricsAgreementTests(BusyServer server) : IClassFixture<BusyServer>
{
    private static readonly string[] s_ownPrefixes = ["hocbaso_", "rpc_"];

    // What Prometheus itself adds to every series.
    private static readonly string[] s_scrapeLabels = ["instance", "job", "le"];

    [Fact]
    public void Table_WhenAServerHasWorked_NamesWhatIsOnThePageAndNothingElse()
    {
        var table = Table();

        var own = server
            .Metrics.Types.Keys.Where(static name =>
                s_ownPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal))
            )
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            table
                .Keys.Where(static n => !n.StartsWith("dotnet_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            own
        );
        foreach (var (name, (type, labels)) in table)
        {
            Assert.True(server.Metrics.Types.GetValueOrDefault(name) == type, $"{name} is no {type}");
            if (server.Metrics.LabelsOf(name) is { } seen)
            {
                Assert.True(labels.SetEquals(seen), $"{name}: {string.Join(' ', seen)}");
            }
        }
    }

    [Fact]
    public void Page_WhenAServerHasWorked_HasCountedIt()
    {
        string[] lines =
        [
            "hocbaso_documents_total{format=\"Xml\",status=\"Signed\"}",
            "hocbaso_documents_total{format=\"Xml\",status=\"MalformedDocument\"}",
            "hocbaso_signatures_total{format=\"Xml\",role=\"PHAT_HANH\",status=\"Signed\"}",
            "hocbaso_stage_duration_seconds_count{stage=\"verify\"}",
            "hocbaso_hsm_signatures_total{result=\"CKR_OK\",token=",
            "hocbaso_hsm_queue_duration_seconds_count{lane=\"bulk\",token=",
            "hocbaso_timestamp_requests_total{authority=\"tsa\",outcome=\"Granted\"}",
            "hocbaso_journal_commit_rows_sum ",
            "hocbaso_identity_changes_total{by=\"administrator\",change=\"GenerateKey\",result=\"done\"} 1",
            "hocbaso_certificate_remaining_days{tenant=\"so-gddt\"}",
            "hocbaso_certificate_expiring{tenant=\"so-gddt\",within=\"0d\"} 0",
            "hocbaso_tls_certificate_remaining_days ",
            "hocbaso_identities{active=\"true\",tenant=\"so-gddt\"} 4",
        ];

        Assert.All(lines, line => Assert.Contains("\n" + line, server.Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Dashboard_WhenItAsks_AsksForWhatThePageHas()
    {
        var queries = Dashboard().ToArray();

        Assert.True(queries.Length > 50, $"{queries.Length} queries");
        Assert.All(queries, RequireKnown);
        foreach (var prefix in s_ownPrefixes)
        {
            Assert.Contains(queries, query => query.Contains(prefix, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Dashboard_WhenItsRowsAreRead_HasOneForEachPart()
    {
        var rows = Panels()
            .Where(static p => p.GetProperty("type").GetString() == "row")
            .Select(static p => p.GetProperty("title").GetString());

        Assert.Equal(
            [
                "Throughput against the token",
                "Latency",
                "Stages",
                "HSM queue",
                "Timestamps and certificate status",
                "Journal",
                "Errors",
                "Rotation and certificates",
                "Process",
            ],
            rows
        );
    }

    [Fact]
    public void Alerts_WhenTheyAsk_AskForWhatThePageHas()
    {
        var rules = File.ReadAllLines(Repository.Path("docs", "grafana", "alerts.yml"))
            .Where(static line => line.Contains(" expr: ", StringComparison.Ordinal))
            .ToArray();

        Assert.True(rules.Length > 10, $"{rules.Length} rules");
        Assert.All(rules, RequireKnown);
    }

    // Prometheus' own tool: the form of the page, and that every query is one.
    [Fact]
    [Trait("Category", "Long")]
    public void Promtool_WhenItChecksPageAlertsAndDashboard_HasNothingToSay()
    {
        using var folder = new TemporaryFolder();
        var rules = Dashboard()
            .Select(
                static (query, i) =>
                    $"      - record: panel:{i}\n        expr: {JsonSerializer.Serialize(query.Replace("$__rate_interval", "5m", StringComparison.Ordinal))}\n"
            );
        var file = folder.Write("panels.yml", $"groups:\n  - name: panels\n    rules:\n{string.Concat(rules)}");

        var (exit, output, error) = OutsideTool.RunWithInput("promtool", server.Page, "check", "metrics");
        // It reads the page, and would call .NET's names otherwise, and count certificates' days in seconds.
        Assert.True(exit is 0 or 3, output + error);
        Assert.DoesNotContain(
            (output + error).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            static line =>
                !line.StartsWith("dotnet_", StringComparison.Ordinal)
                && !line.EndsWith("instead of \"days\"", StringComparison.Ordinal)
        );
        Require(OutsideTool.Run("promtool", "check", "rules", Repository.Path("docs", "grafana", "alerts.yml")));
        Require(OutsideTool.Run("promtool", "check", "rules", file));

        static void Require((int ExitCode, string Output, string Error) run) =>
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    private void RequireKnown(string query)
    {
        var table = Table();
        var known = new HashSet<string>(s_scrapeLabels, StringComparer.Ordinal);
        var names = Name().Matches(query).Select(static m => m.Value).ToArray();
        Assert.NotEmpty(names.Concat(query.Contains("up{", StringComparison.Ordinal) ? ["up"] : []));
        foreach (var name in names)
        {
            var family = server.Metrics.FamilyOf(name);
            Assert.True(family is not null, $"{name} is not on the page: {query}");
            Assert.True(table.TryGetValue(family, out var row), $"{family} is not in the table: {query}");
            known.UnionWith(row.Labels);
        }
        var labels = Matcher()
            .Matches(query)
            .Select(static m => m.Groups[1].Value)
            .Concat(Grouping().Matches(query).SelectMany(static m => m.Groups[1].Value.Split(", ")));
        Assert.All(labels, label => Assert.True(known.Contains(label), $"No metric has the label {label}: {query}"));
    }

    private static IEnumerable<JsonElement> Panels() =>
        JsonDocument
            .Parse(File.ReadAllText(Repository.Path("docs", "grafana", "hocbaso-signing.json")))
            .RootElement.GetProperty("panels")
            .EnumerateArray();

    private static IEnumerable<string> Dashboard() =>
        Panels()
            .Where(static panel => panel.TryGetProperty("targets", out _))
            .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
            .Select(static target => target.GetProperty("expr").GetString()!);

    // | `name` | type | `label`, `label` | meaning |
    private static Dictionary<string, (string Type, HashSet<string> Labels)> Table() =>
        File.ReadLines(Repository.Path("docs", "observability.md"))
            .Select(static line => Row().Match(line))
            .Where(static row => row.Success)
            .ToDictionary(
                static row => row.Groups[1].Value,
                static row =>
                    (
                        row.Groups[2].Value,
                        Code().Matches(row.Groups[3].Value).Select(static l => l.Groups[1].Value).ToHashSet()
                    )
            );

    [GeneratedRegex(@"^\| `([a-z0-9_]+)` \| (counter|gauge|histogram) \|([^|]*)\|")]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(?:hocbaso|rpc|dotnet)_[a-z0-9_]+")]
    private static partial Regex Name();

    [GeneratedRegex(@"[{,]\s*([a-z_]+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(?:by|on) \(([^)]*)\)")]
    private static partial Regex Grouping();
}
