// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Integration;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Cli.Tests.Admin;

/// <summary>A school whose certificates are issued by openssl, and its server.</summary>
public sealed class AdminSite : IAsyncLifetime
{
    private SigningServerHost _host = null!;

    internal OpenSslAuthority Authority { get; } = new();

    internal School School { get; private set; } = null!;

    internal TemporaryFolder Folder { get; } = new();

    public string Server => _host.GrpcAddress.ToString();

    public async Task InitializeAsync()
    {
        School = new School(SchoolLevel.TieuHoc, Authority);
        var options = SigningServerOptions.Load(School.WriteConfiguration()) with { Environment = "Development" };
        _host = await SigningServerHost.StartAsync(options, static logging => logging.SetMinimumLevel(LogLevel.None));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        School.Dispose();
        Authority.Dispose();
        Folder.Dispose();
    }

    /// <summary>A verb that is sure of what it does.</summary>
    internal Task<CommandRun> AdminAsync(params string[] arguments) => RunAsync([.. arguments, "--yes"]);

    /// <summary>The same; it has to succeed with JSON.</summary>
    internal async Task<CommandRun> JsonAsync(params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "--yes", "--json"]);
        Assert.True(run.ExitCode == ExitCode.Success, run.Error);
        return run;
    }

    /// <summary>Nothing is added but the server.</summary>
    internal Task<CommandRun> RunAsync(IReadOnlyList<string> arguments, string input = "", bool isPerson = false) =>
        CommandRun.HbsAsync(["admin", .. arguments, "--server", Server], input, isPerson);

    /// <summary>A new identity that nothing else uses.</summary>
    internal async Task<string> NewIdentityAsync()
    {
        var id = $"i-{Guid.NewGuid():N}";
        await JsonAsync("create", id, "--kind", "organisation", "--school", "01000123", "--role", "PHAT_HANH");
        return id;
    }

    /// <summary>A version with its certificate; answers its number and the certificate's file.</summary>
    internal async Task<(string Version, string File)> InstallAsync(string id)
    {
        var made = await JsonAsync("generate-key", id);
        var version = made.Json[0].GetProperty("version").GetInt32().ToString();
        var request = Folder.File($"{id}-{version}.csr");
        await JsonAsync("request", id, version, "--cn", "Trường Nguyễn Huệ", "--out", request);
        var certificate = await Authority.CertifyAsync(await File.ReadAllTextAsync(request));
        var file = Folder.Write($"{id}-{version}.pem", certificate.ExportCertificatePem());
        await JsonAsync("install", id, version, file);
        return (version, file);
    }
}
