// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests.Admin;

public sealed class AdminCommandTests(AdminSite site) : IClassFixture<AdminSite>
{
    [Fact]
    public async Task Verbs_WhenAVersionGoesItsWholeWay_TellEachStateInJson()
    {
        var id = await site.NewIdentityAsync();
        var (first, _) = await site.InstallAsync(id);
        var (second, _) = await site.InstallAsync(id);

        Assert.Equal("CERTIFICATE_INSTALLED CERTIFICATE_INSTALLED", await StatesAsync(id));
        await site.JsonAsync("activate", id, first);
        Assert.Equal("ACTIVE CERTIFICATE_INSTALLED", await StatesAsync(id));
        await site.JsonAsync("activate", id, second);
        Assert.Equal("RETIRING ACTIVE", await StatesAsync(id));
        await site.JsonAsync("roll-back", id);
        Assert.Equal("ACTIVE RETIRING", await StatesAsync(id));
        await site.JsonAsync("suspend", id, first, "--reason", "mất thẻ");
        Assert.Equal("SUSPENDED RETIRING", await StatesAsync(id));
        await site.JsonAsync("resume", id, first);
        Assert.Equal("ACTIVE RETIRING", await StatesAsync(id));
        await site.JsonAsync("retire", id, second);
        Assert.Equal("ACTIVE RETIRED", await StatesAsync(id));
        await site.JsonAsync("revoke", id, first, "--reason", "keyCompromise");
        Assert.Equal("REVOKED RETIRED", await StatesAsync(id));
    }

    [Fact]
    public async Task Request_WhenEverythingIsGiven_WritesWhatOpenSslReads()
    {
        var id = await site.NewIdentityAsync();
        await site.JsonAsync("generate-key", id, "--kind", "rsa-2048", "--token", site.School.Token);
        var password = site.Folder.Write("password", "mat-khau\n");
        string[] subject =
        [
            "--cn",
            "Nguyễn Thị Ánh",
            "--o",
            "THCS Nguyễn Huệ",
            "--ou",
            "Phòng GDĐT",
            "--ou",
            "Tổ Toán",
            "--title",
            "Hiệu trưởng",
            "--l",
            "Ba Đình",
            "--st",
            "Hà Nội",
            "--uid",
            "CCCD:001099000001",
            "--san",
            "email:anh@truong.edu.vn",
            "--san",
            "dns:truong.edu.vn",
            "--challenge-password-file",
            password,
        ];
        var file = site.Folder.File("all.csr");

        var run = await site.AdminAsync(["request", id, "1", .. subject, "--out", file]);
        var again = await site.AdminAsync("show", id, "--request", "1");

        Assert.True(run.ExitCode == ExitCode.Success, run.Error);
        Assert.Equal(await File.ReadAllTextAsync(file), again.Output);
        var (exit, text, said) = OutsideTool.Run(
            "openssl",
            "req",
            "-in",
            file,
            "-verify",
            "-noout",
            "-text",
            "-nameopt",
            "utf8,sep_comma_plus_space"
        );
        Assert.True(exit == 0 && (text + said).Contains("verify OK"), said);
        foreach (
            var part in new[]
            {
                "CN=Nguyễn Thị Ánh",
                "OU=Phòng GDĐT",
                "OU=Tổ Toán",
                "title=Hiệu trưởng",
                "UID=CCCD:001099000001",
                "email:anh@truong.edu.vn",
                "DNS:truong.edu.vn",
                "mat-khau",
                "(2048 bit)",
            }
        )
        {
            Assert.Contains(part, text.Replace(" = ", "=", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tables_WhenAPersonReads_TellWhatIsThere()
    {
        var id = await site.NewIdentityAsync();
        var (version, _) = await site.InstallAsync(id);
        await site.AdminAsync("activate", id, version);

        var list = await site.RunAsync(["list"]);
        var show = await site.RunAsync(["show", id]);
        var objects = await site.RunAsync(["objects"]);
        var test = await site.RunAsync(["test-sign", id, version]);
        var report = await site.RunAsync(["report", "--until", "2039-09-30"]);

        Assert.Contains(id, list.Output, StringComparison.Ordinal);
        Assert.Contains("01/01/2040 07:00:00 +07:00", list.Output, StringComparison.Ordinal);
        Assert.Contains("ACTIVE", show.Output, StringComparison.Ordinal);
        Assert.Contains("Trường Nguyễn Huệ", show.Output, StringComparison.Ordinal);
        Assert.Contains(site.School.Token, objects.Output, StringComparison.Ordinal);
        Assert.Contains($"{id}/{version} signs: Ecdsa-SHA256", test.Output, StringComparison.Ordinal);
        Assert.Contains(
            "identities can sign until 30/09/2039 23:59:59 +07:00.",
            report.Output,
            StringComparison.Ordinal
        );
        Assert.All([list, show, objects, test], static run => Assert.Equal(ExitCode.Success, run.ExitCode));
    }

    [Fact]
    public async Task Report_WhenAnIdentityHasNoVersion_FailsAndNamesIt()
    {
        var id = await site.NewIdentityAsync();

        var run = await site.RunAsync(["report", "--until", "2035-01-01", "--json"]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        var report = Assert.Single(run.Json);
        Assert.Equal("2035-01-01T16:59:59Z", report.GetProperty("until").GetString());
        Assert.Contains(
            id,
            report.GetProperty("failing").EnumerateArray().Select(static e => e.GetProperty("identity").GetString())
        );
    }

    [Fact]
    public async Task Json_WhenAnIdentityIsShown_HasTheFieldsThatArePromised()
    {
        var id = await site.NewIdentityAsync();
        await site.InstallAsync(id);

        var shown = (await site.JsonAsync("show", id)).Json.Single();
        var listed = (await site.JsonAsync("list")).Json.Single(i => i.GetProperty("id").GetString() == id);
        var outcome = (await site.JsonAsync("activate", id, "1", "--request-id", "r-1")).Json.Single();
        var objects = (await site.JsonAsync("objects", "--token", site.School.Token)).Json;
        var test = (await site.JsonAsync("test-sign", id, "1")).Json.Single();

        Assert.Equal("tenant id kind school roles configured revision activeVersion versions", Names(shown));
        Assert.Equal("role subjects", Names(shown.GetProperty("roles")[0]));
        var version = shown.GetProperty("versions")[0];
        Assert.Equal(
            "number state keyUri createdAt changedAt activateAt resumeState reason certificate certificateRequest certificateChain",
            Names(version)
        );
        Assert.Equal(
            "number state keyUri createdAt changedAt activateAt resumeState reason certificate",
            Names(listed.GetProperty("versions")[0])
        );
        Assert.Equal(
            "subject issuer serial sha256 notBefore notAfter keyAlgorithm keyBits",
            Names(version.GetProperty("certificate"))
        );
        Assert.StartsWith(
            "-----BEGIN CERTIFICATE REQUEST-----\n",
            version.GetProperty("certificateRequest").GetString()
        );
        Assert.StartsWith("-----BEGIN CERTIFICATE-----\n", version.GetProperty("certificateChain")[0].GetString());
        Assert.Equal("requestId version pending identity warnings repeated", Names(outcome));
        Assert.Equal("r-1", outcome.GetProperty("requestId").GetString());
        Assert.Equal(JsonValueKind.Null, outcome.GetProperty("pending").ValueKind);
        Assert.Equal("token keyUri id label kind certificates", Names(objects[0]));
        Assert.Equal("identity version algorithm signingMicroseconds", Names(test));
    }

    [Fact]
    public async Task Import_WhenTheKeyIsInTheToken_MakesAVersion()
    {
        var id = await site.NewIdentityAsync();
        var key = (await site.JsonAsync("generate-key", id)).Json[0];
        var uri = key.GetProperty("identity").GetProperty("versions")[0].GetProperty("keyUri").GetString()!;
        var other = await site.NewIdentityAsync();
        var certificate = site.Authority.IssuePerson("Trường", site.School.PublicKeyOf(uri));
        var file = site.Folder.Write("import.pem", certificate.ExportCertificatePem());

        var run = await site.JsonAsync("import", other, "--key-uri", uri, file);

        Assert.Equal(1, run.Json[0].GetProperty("version").GetInt32());
        Assert.Equal("CERTIFICATE_INSTALLED", await StatesAsync(other));
    }

    [Fact]
    public async Task Update_WhenOnlyTheSchoolIsGiven_KeepsTheRoles()
    {
        var id = $"gv-{Guid.NewGuid():N}";
        await site.JsonAsync(
            "create",
            id,
            "--kind",
            "person",
            "--school",
            "s-1",
            "--role",
            "GVBM:TOAN,LY",
            "--role",
            "GVCN"
        );

        await site.JsonAsync("update", id, "--school", "s-2");
        var moved = (await site.JsonAsync("show", id)).Json[0];
        await site.JsonAsync("update", id, "--role", "CBQL");
        var promoted = (await site.JsonAsync("list", "--school", "s-2")).Json.Single();

        Assert.Equal("s-2", moved.GetProperty("school").GetString());
        Assert.Equal(
            """[{"role":"GVBM","subjects":["TOAN","LY"]},{"role":"GVCN","subjects":[]}]""",
            moved.GetProperty("roles").GetRawText()
        );
        Assert.Equal("""[{"role":"CBQL","subjects":[]}]""", promoted.GetProperty("roles").GetRawText());
    }

    [Fact]
    public async Task Watch_WhenSomethingChanges_TellsIt()
    {
        var id = await site.NewIdentityAsync();
        var watch = site.RunAsync(["watch", "--count", "1", "--json"]);
        // Whatever happens before it watches is not told: so it happens until it is.
        while (!watch.IsCompleted)
        {
            await site.JsonAsync("generate-key", id);
        }
        var run = await watch;

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal(
            "WATCHING CHANGED",
            string.Join(' ', run.Json.Select(static n => n.GetProperty("kind").GetString()))
        );
        Assert.Equal("kind time identity version administrator description daysLeft changeId", Names(run.Json[1]));
        Assert.Equal(
            (id, "loopback"),
            (run.Json[1].GetProperty("identity").GetString(), run.Json[1].GetProperty("administrator").GetString())
        );
    }

    [Fact]
    public async Task Change_WhenThereIsNoTerminalAndNoYes_IsRefusedAndNothingHappens()
    {
        var id = await site.NewIdentityAsync();
        string[][] changes =
        [
            ["create", "x", "--kind", "person", "--school", "s", "--role", "CBQL"],
            ["update", id, "--school", "x"],
            ["generate-key", id],
            ["request", id, "1", "--cn", "x"],
            ["install", id, "1", Path.Combine(site.School.Folder, "signers.pem")],
            ["import", id, "--key-uri", "pkcs11:object=x"],
            ["activate", id, "1"],
            ["roll-back", id],
            ["retire", id, "1"],
            ["suspend", id, "1", "--reason", "x"],
            ["resume", id, "1"],
            ["revoke", id, "1", "--reason", "superseded"],
        ];
        foreach (var change in changes)
        {
            var run = await site.RunAsync(change, "y\n");
            Assert.True(run.ExitCode == ExitCode.Usage, string.Join(' ', change) + run.Error);
            Assert.Contains("--yes", run.Error, StringComparison.Ordinal);
        }
        Assert.Equal("", await StatesAsync(id));
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("có\n", true)]
    [InlineData("YES\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    public async Task Change_WhenAPersonIsAsked_DependsOnTheAnswer(string answer, bool isMade)
    {
        var id = await site.NewIdentityAsync();

        var run = await site.RunAsync(["generate-key", id], answer, isPerson: true);

        Assert.Contains($"Generate a key (ec-p256) for a new version of '{id}'.", run.Error, StringComparison.Ordinal);
        Assert.Contains(site.Server, run.Error, StringComparison.Ordinal);
        Assert.Equal(isMade ? ExitCode.Success : ExitCode.Failed, run.ExitCode);
        Assert.Equal(isMade ? "KEY_GENERATED" : "", await StatesAsync(id));
    }

    [Fact]
    public async Task Failures_WhenTheServerRefuses_AreToldByKindAndExitCode()
    {
        var unknown = await site.AdminAsync("show", "nobody");
        var state = await site.AdminAsync("roll-back", await site.NewIdentityAsync());
        var field = await site.AdminAsync("suspend", "x", "0", "--reason", "x");
        var away = await CommandRun.HbsAsync("admin", "list", "--server", "http://127.0.0.1:1");

        Assert.Equal(
            (ExitCode.Failed, ExitCode.Failed, ExitCode.Failed),
            (unknown.ExitCode, state.ExitCode, field.ExitCode)
        );
        Assert.Contains("IDENTITY_NOT_FOUND: ", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("OUT_OF_ORDER: ", state.Error, StringComparison.Ordinal);
        Assert.Contains("INVALID_REQUEST: ", field.Error, StringComparison.Ordinal);
        Assert.Contains("(version)", field.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Fault, away.ExitCode);
        Assert.Contains("UNAVAILABLE", away.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("activate x 1 --at 2026-13-01")]
    [InlineData("report --until yesterday")]
    [InlineData("report")]
    [InlineData("revoke x 1 --reason certificateHold")]
    [InlineData("revoke x 1")]
    [InlineData("generate-key x --kind rsa-1024")]
    [InlineData("create x --kind person --school s --role TOAN")]
    [InlineData("request x 1 --cn x --san ip:1.2.3.4")]
    [InlineData("install x 1 no-such-file.pem")]
    [InlineData("activate x one")]
    [InlineData("list --state GONE")]
    public async Task CommandLine_WhenItIsWrong_IsUsage(string arguments)
    {
        var run = await site.AdminAsync(arguments.Split(' '));
        Assert.True(run.ExitCode == ExitCode.Usage, run.Error);
    }

    [Fact]
    public async Task Objects_WhenALabelCouldSteerTheTerminal_ShowsItHarmless()
    {
        site.School.GenerateKey(Pkcs11.KeyKind.EcP256, "khoá\u001B[2J\u202E");

        var table = await site.RunAsync(["objects"]);

        Assert.Contains("khoá\\u{1B}[2J\\u{202E}", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', table.Output);
    }

    [Fact]
    public async Task Pending_WhenNothingWaits_IsEmptyAndUnknownChangesFail()
    {
        var pending = await site.JsonAsync("pending");
        var confirm = await site.AdminAsync("confirm", "0123");
        var asked = await site.RunAsync(["reject", "0123"], "y\n", isPerson: true);

        Assert.Empty(pending.Json);
        Assert.Equal((ExitCode.Failed, ExitCode.Failed), (confirm.ExitCode, asked.ExitCode));
    }

    private async Task<string> StatesAsync(string id) =>
        string.Join(
            ' ',
            (await site.JsonAsync("show", id))
                .Json[0]
                .GetProperty("versions")
                .EnumerateArray()
                .Select(static v => v.GetProperty("state").GetString())
        );

    private static string Names(JsonElement json) =>
        string.Join(' ', json.EnumerateObject().Select(static p => p.Name));
}
