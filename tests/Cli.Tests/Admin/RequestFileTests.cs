// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Integration;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Cli.Tests.Admin;

/// <summary><c>hbs admin request --out</c>: nothing is changed for a file that can't be written.</summary>
public sealed class RequestFileTests(AdminSite site) : IClassFixture<AdminSite>
{
    [Fact]
    public async Task Request_WhenTheFileCannotBeWritten_IsRefusedBeforeAnythingIsAsked()
    {
        var id = await site.NewIdentityAsync();
        await site.JsonAsync("generate-key", id);
        var folder = Directory.CreateDirectory(site.Folder.File("a-folder")).FullName;
        string[] targets = ["/no/such/folder/x.pem", folder];

        foreach (var target in targets)
        {
            var run = await site.AdminAsync("request", id, "1", "--cn", "Văn thư", "--out", target);

            Assert.Equal(ExitCode.Usage, run.ExitCode);
            Assert.Contains($"--out {target}: ", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(".tmp", run.Error, StringComparison.Ordinal);
        }
        Assert.Equal("KEY_GENERATED", await StateAsync(id));
    }

    [Fact]
    public async Task Request_WhenTheFileIsGoneWrongAfterwards_SaysThatTheRequestExists()
    {
        var id = await site.NewIdentityAsync();
        await site.JsonAsync("generate-key", id);
        var folder = Directory.CreateDirectory(site.Folder.File("soon-gone")).FullName;
        var target = Path.Combine(folder, "x.pem");
        using var output = new StringWriter();
        using var error = new StringWriter();
        // The folder goes while the person is asked.
        using var person = new Answer(() => Directory.Delete(folder));
        string[] request = ["admin", "request", id, "1", "--cn", "Văn thư", "--out", target, "--server", site.Server];

        var code = await HbsCommandLine.RunAsync(request, new Terminal(person, output, error, true));

        Assert.Equal(ExitCode.Fault, code);
        Assert.Contains($"--out {target}: ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"'hbs admin show {id} --request 1' prints it", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("REQUEST_MADE", await StateAsync(id));
    }

    [Fact]
    public async Task Request_WhenASecondAdministratorHasToConfirm_SaysHowTheFileIsHadThen()
    {
        using var authority = new OpenSslAuthority();
        using var school = new School(SchoolLevel.TieuHoc, authority);
        var options = SigningServerOptions.Load(school.WriteConfiguration()) with { Environment = "Development" };
        await using (var host = await StartAsync(options))
        {
            string[] create = ["create", "vt", "--kind", "organisation", "--school", "01000123", "--role", "PHAT_HANH"];
            Assert.Equal(ExitCode.Success, (await AdminAsync(host, create)).ExitCode);
            Assert.Equal(ExitCode.Success, (await AdminAsync(host, "generate-key", "vt")).ExitCode);
        }
        var dual = options with { Administration = options.Administration with { DualControl = true } };
        await using var second = await StartAsync(dual);
        var target = site.Folder.File("waits.pem");

        var run = await AdminAsync(second, "request", "vt", "1", "--cn", "Văn thư", "--out", target);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("Waits for a second administrator", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{target} was not written", run.Error, StringComparison.Ordinal);
        Assert.Contains("'hbs admin show vt --request 1'", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    private static Task<SigningServerHost> StartAsync(SigningServerOptions options) =>
        SigningServerHost.StartAsync(options, static logging => logging.SetMinimumLevel(LogLevel.None));

    private static Task<CommandRun> AdminAsync(SigningServerHost host, params string[] arguments) =>
        CommandRun.HbsAsync(["admin", .. arguments, "--yes", "--server", host.GrpcAddress.ToString()]);

    private async Task<string?> StateAsync(string id) =>
        (await site.JsonAsync("show", id)).Json[0].GetProperty("versions")[0].GetProperty("state").GetString();

    private sealed class Answer(Action before) : TextReader
    {
        public override Task<string?> ReadLineAsync()
        {
            before();
            return Task.FromResult<string?>("y");
        }
    }
}
