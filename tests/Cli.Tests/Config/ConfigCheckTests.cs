// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text.Json;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests.Config;

[Collection(nameof(DevelopmentSite))]
public sealed class ConfigCheckTests(DevelopmentSite site) : IDisposable
{
    private const string Secret = "98765432-PIN";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_WhenItIsTheConfigurationOfDevelopment_IsGoodAndMakesNoFile()
    {
        var before = Files();

        var run = await DevelopmentAsync("config", "check", "--json", "--config", site.Development.ServerConfiguration);

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        var report = Assert.Single(run.Json);
        Assert.Equal(site.Development.ServerConfiguration, report.GetProperty("file").GetString());
        Assert.True(report.GetProperty("good").GetBoolean());
        Assert.Equal(0, report.GetProperty("errors").GetArrayLength());
        Assert.Equal(["clients[0].limits", "clients[1].limits"], Paths(report, "warnings"));
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Check_WhenTheEnvironmentOverrides_TellsItsMistakesWithoutTheValues()
    {
        var run = await ProcessAsync(
            new()
            {
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["HBS_tokens__0__pin"] = Secret,
                ["HBS_tokens__0__pinFile"] = Secret,
                ["HBS_tokens__0__slot"] = Secret,
            },
            "config",
            "check",
            "--config",
            site.Development.ServerConfiguration
        );

        Assert.Equal(78, run.ExitCode);
        Assert.Contains(
            "error    tokens[0].slot is not the number of a slot: a whole number from 0\n",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("error    tokens[0].pinFile does not exist\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WhenMuchIsWrong_TellsAllOnOneLineAndEndsWith78()
    {
        var file = _folder.Write(
            "server.json",
            """{ "node": "a b", "nod\u001b[2J": 1, "listen": { "grpc": "0.0.0.0:5440" }, "limits": { "maxSteps": "x" } }"""
        );

        var json = await CommandRun.HbsAsync("config", "check", "--json", "--config", file);
        var plain = await CommandRun.HbsAsync("config", "check", "--config", file);

        Assert.Equal((78, 78), (json.ExitCode, plain.ExitCode));
        var report = Assert.Single(json.Json);
        Assert.False(report.GetProperty("good").GetBoolean());
        string[] expected = ["limits.maxSteps", "storage.journal", "node", "listen.grpc", "tokens", "tenants"];
        Assert.Empty(expected.Except(Paths(report, "errors")));
        Assert.Equal(["journal.checkpointKey"], Paths(report, "warnings"));
        Assert.Contains("\nwarning  journal.checkpointKey is not set", plain.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            $"{file}: can't be used, {report.GetProperty("errors").GetArrayLength()} errors, 1 warning\n",
            plain.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("\u001b", plain.Output + json.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config")]
    [InlineData("config", "check", "file.json")]
    [InlineData("config", "check", "--config")]
    public async Task Check_WhenTheCommandLineIsWrong_EndsWith64(params string[] arguments) =>
        Assert.Equal(64, (await CommandRun.HbsAsync(arguments, "")).ExitCode);

    [Fact]
    public async Task Serve_WhenTheJournalCannotBeOpened_EndsWith69()
    {
        var journal = Path.Combine(Folder("bent"), "journal.db");
        await File.WriteAllTextAsync(journal, new string('x', 8192));
        var run = await ProcessAsync(
            new() { ["DOTNET_ENVIRONMENT"] = "Development", ["HBS_storage__journal"] = journal },
            "serve",
            "--config",
            site.Development.ServerConfiguration
        );

        Assert.Equal(69, run.ExitCode);
        Assert.Contains("hbs: The server can't start: ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{journal} is no SQLite file", run.Error, StringComparison.Ordinal);
    }

    private static string[] Paths(JsonElement report, string name) =>
        [.. report.GetProperty(name).EnumerateArray().Select(static e => e.GetProperty("path").GetString()!)];

    private string Folder(string name) => Directory.CreateDirectory(_folder.File(name)).FullName;

    // Without what belongs to the server that runs beside.
    private string[] Files() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(site.Development.Root, "*", SearchOption.AllDirectories)
                .Where(static file => !file.Contains("/journal/demo-", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    private static Task<CommandRun> DevelopmentAsync(params string[] arguments) =>
        ProcessAsync(new() { ["DOTNET_ENVIRONMENT"] = "Development" }, arguments);

    // A process, because the environment belongs to all tests.
    private static async Task<CommandRun> ProcessAsync(
        Dictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HbsCommandLine).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return new CommandRun(process.ExitCode, await output, await error);
    }
}
