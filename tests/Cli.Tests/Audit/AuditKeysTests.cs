// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Counts of uses of keys: those of a server, and those whose keys and days the tests choose.</summary>
[Collection(nameof(DevelopmentSite))]
public sealed class AuditKeysTests(DevelopmentSite site, AuditSite audit)
    : IClassFixture<AuditSite>,
        IAsyncLifetime,
        IDisposable
{
    private static readonly (string, string, int) FirstKey = ("so-hn", "gv-toán-01", 1);
    private static readonly (string, string, int) NextKey = ("so-hn", "gv-toán-01", 2);
    private static readonly (string, string, int) OtherKey = ("so-hcm", "[red]\u001b[2J", 1);

    private readonly TemporaryFolder _folder = new();

    private string Journal => _folder.File("journal.db");

    public Task InitializeAsync() => audit.MakeAsync(site);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keys_OfAServersJournal_CountWhatItsRowsSay()
    {
        var rows = (await CommandRun.HbsAsync("audit", "export", audit.Journal)).Json;
        var intents = rows.Where(static row => Text(row, "table") == "intent")
            .ToDictionary(static row => (Text(row, "request_id"), row.GetProperty("step").GetInt64()));
        var expected = rows.Where(static row => Text(row, "table") == "outcome" && Text(row, "kind") == "signed")
            .Select(row =>
            {
                var intent = intents[(Text(row, "request_id"), row.GetProperty("step").GetInt64())];
                string[] key =
                [
                    Text(row, "tenant"),
                    Text(intent, "identity_id"),
                    $"{intent.GetProperty("identity_version").GetInt64()}",
                    Text(intent, "certificate_thumbprint"),
                    Text(row, "recorded_at")[..10],
                ];
                return string.Join('|', key);
            })
            .CountBy(static key => key)
            .Select(static pair => $"{pair.Key}|{pair.Value}|0");

        var run = await CommandRun.HbsAsync("audit", "keys", audit.Journal, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var told = Assert.Single(run.Json);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Uses(told).Order(StringComparer.Ordinal));
        // Three steps of each of five documents.
        Assert.Equal((15, 0), Sums(told));
    }

    [Fact]
    public async Task Keys_AfterSignatures_CountsThemByIdentityVersionAndDay()
    {
        await WriteAsync();
        var run = await CommandRun.HbsAsync("audit", "keys", Journal, "--json");

        Assert.Equal(0, run.ExitCode);
        var told = Assert.Single(run.Json);
        Assert.Equal(
            [
                Line(OtherKey, "2026-06-01", 1, 0),
                Line(FirstKey, "2026-05-30", 4, 2),
                Line(FirstKey, "2026-05-31", 3, 0),
                Line(NextKey, "2026-06-01", 5, 0),
            ],
            Uses(told)
        );
        Assert.Equal((13, 2), Sums(told));
    }

    [Theory]
    [InlineData("--tenant so-hn", 12, 2)]
    [InlineData("--tenant so-hcm", 1, 0)]
    [InlineData("--identity gv-toán-01", 12, 2)]
    [InlineData("--from 2026-05-31", 9, 0)]
    [InlineData("--to 2026-05-31", 4, 2)] // exclusive
    [InlineData("--from 2026-05-31 --to 2026-06-01", 3, 0)]
    [InlineData("--from 2026-06-01 --to 9999-12-31 --tenant so-hn", 5, 0)]
    public async Task Keys_WhenSomethingIsSet_SumsThoseForWhichItHolds(string options, int signed, int other)
    {
        await WriteAsync();
        var run = await CommandRun.HbsAsync(["audit", "keys", Journal, "--json", .. options.Split(' ')]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((signed, other), Sums(Assert.Single(run.Json)));
    }

    [Theory]
    [InlineData("--tenant nobody")]
    [InlineData("--identity gv-toán")]
    [InlineData("--from 2026-06-02")]
    [InlineData("--to 2026-05-30")]
    [InlineData("--from 2026-06-01 --to 2026-06-01")]
    public async Task Keys_WhenThereIsNone_EndsWith1(string options)
    {
        await WriteAsync();
        var run = await CommandRun.HbsAsync(["audit", "keys", Journal, "--json", .. options.Split(' ')]);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal("""{"uses":[],"signed":0,"other":0}""", Assert.Single(run.Lines));
    }

    [Fact]
    public async Task Keys_ForPeople_AreATableWithTheirSumAndSteerNoTerminal()
    {
        await WriteAsync();
        var run = await CommandRun.HbsAsync("audit", "keys", Journal);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var cells = run.Lines.Select(static line => line.Split('│', StringSplitOptions.TrimEntries)).ToArray();
        var first = Convert.ToHexStringLower(UsesOfKeys.Thumbprint("gv-toán-01", 1));
        Assert.Contains(["", "so-hn", "gv-toán-01", "1", first, "2026-05-30", "4", "2", ""], cells);
        Assert.Contains(["", "Sum", "", "", "", "", "13", "2", ""], cells);
        Assert.Contains("[red]\\u{1B}[2J", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Theory]
    [InlineData("--from", "yesterday")]
    [InlineData("--to", "2026-05-31T14:00")]
    [InlineData("--to", "0001-01-01")]
    [InlineData("--limit", "3")]
    public async Task Keys_WhenTheCommandLineIsWrong_EndsWith64(string option, string value)
    {
        await WriteAsync();
        Assert.Equal(64, (await CommandRun.HbsAsync("audit", "keys", Journal, option, value)).ExitCode);
    }

    [Theory]
    [InlineData("DROP TABLE key_use")]
    [InlineData("UPDATE key_use SET certificate_thumbprint = 'none'")]
    [InlineData("UPDATE key_use SET day = day || ', noon'")]
    public async Task Keys_WhenTheyCantBeRead_EndsWith3(string damage)
    {
        await WriteAsync();
        Tamperer.Bend(Journal, damage);
        var run = await CommandRun.HbsAsync("audit", "keys", Journal);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("hbs: " + Journal, run.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await CommandRun.HbsAsync("audit", "keys", _folder.File("missing.db"))).ExitCode);
        Assert.Equal(3, (await CommandRun.HbsAsync("audit", "keys", _folder.Write("no.db", "no journal"))).ExitCode);
    }

    private async Task WriteAsync()
    {
        var noon = new DateTimeOffset(2026, 5, 30, 12, 0, 0, TimeSpan.Zero);
        await UsesOfKeys.WriteAsync(Journal, noon, FirstKey, signed: 4, failed: 2);
        // Already the first of June in Hà Nội: days are those of UTC.
        await UsesOfKeys.WriteAsync(Journal, noon.AddHours(35), FirstKey, signed: 3);
        await UsesOfKeys.WriteAsync(Journal, noon.AddHours(36), NextKey, signed: 5);
        await UsesOfKeys.WriteAsync(Journal, noon.AddHours(47), OtherKey, signed: 1);
    }

    private static string Line((string Tenant, string Identity, int Version) key, string day, int signed, int other)
    {
        var thumbprint = Convert.ToHexStringLower(UsesOfKeys.Thumbprint(key.Identity, key.Version));
        return $"{key.Tenant}|{key.Identity}|{key.Version}|{thumbprint}|{day}|{signed}|{other}";
    }

    private static string[] Uses(JsonElement told) =>
        [
            .. told.GetProperty("uses")
                .EnumerateArray()
                .Select(static use => string.Join('|', use.EnumerateObject().Select(static p => p.Value.ToString()))),
        ];

    private static (int Signed, int Other) Sums(JsonElement told) =>
        (told.GetProperty("signed").GetInt32(), told.GetProperty("other").GetInt32());

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
