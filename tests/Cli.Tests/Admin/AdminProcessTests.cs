// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text.Json;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Integration;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli.Tests.Admin;

/// <summary>A rotation by processes of the command line, as an administrator types them.</summary>
public sealed class AdminProcessTests(AdminSite site) : IClassFixture<AdminSite>
{
    // eng/hbs builds first when a source is newer than what was built.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(9);

    [Fact]
    public Task Rotation_WhenTheProgramRuns_SignsWithTheNewVersion() =>
        RotateAsync("dotnet", typeof(HbsCommandLine).Assembly.Location);

    [Fact]
    [Trait("Category", "Long")]
    public Task Rotation_WhenItIsRunFromAClone_SignsWithTheNewVersion() =>
        RotateAsync(System.IO.Path.Combine(RepositoryRoot.Path, "eng", "hbs"));

    private async Task RotateAsync(params string[] program)
    {
        async Task<JsonElement> HbsAsync(params string[] arguments)
        {
            var (exit, output, error) = await ProcessAsync([
                .. program,
                "admin",
                .. arguments,
                "--server",
                site.Server,
                "--json",
                "--yes",
            ]);
            Assert.True(exit == ExitCode.Success, error);
            return JsonDocument.Parse(output).RootElement;
        }
        var request = site.Folder.File("process.csr");
        var version = (await HbsAsync("generate-key", "truong")).GetProperty("version").ToString();
        await HbsAsync("request", "truong", version, "--cn", "Trường Nguyễn Huệ", "--out", request);
        var certificate = await site.Authority.CertifyAsync(await File.ReadAllTextAsync(request));
        var file = site.Folder.Write("process.pem", certificate.ExportCertificatePem());
        await HbsAsync("install", "truong", version, file);
        await HbsAsync("test-sign", "truong", version);
        var active = await HbsAsync("activate", "truong", version);

        Assert.Equal(version, active.GetProperty("identity").GetProperty("activeVersion").ToString());
        using var client = new SigningClient(new Uri(site.Server));
        var transcript = site.School.Transcripts(1)[0];
        var signed = await client.SignAsync(new DocumentToSign("", transcript.Xml), School.AllSteps(transcript));
        Assert.Equal(certificate.SerialNumber, signed.Signatures[^1].CertificateSerial);
        var report = await client.VerifyAsync(new DocumentToSign("v", signed.Document));
        Assert.Equal(Indication.TotalPassed, report.Indication);

        // No terminal and no --yes: nothing is changed.
        var (refused, _, _) = await ProcessAsync([.. program, "admin", "roll-back", "truong", "--server", site.Server]);
        Assert.Equal(ExitCode.Usage, refused);
    }

    private static async Task<(int ExitCode, string Output, string Error)> ProcessAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(s_patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }
}
