// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))]
public sealed class SignCommandTests(DevelopmentSite site) : IAsyncLifetime
{
    private static readonly string[] Steps =
    [
        "--step",
        "GVCN=tieu-hoc-gvcn",
        "--step",
        "CBQL=tieu-hoc-pho-hieu-truong,capacity=KT,on-behalf-of=Trần Văn Bình, Hiệu trưởng",
        "--step",
        "PHAT_HANH=tieu-hoc-van-thu",
    ];

    private readonly TemporaryFolder _folder = new();
    private string[] _inputs = [];

    public async Task InitializeAsync()
    {
        var samples = _folder.File("in");
        await CommandRun.HbsAsync("sample", "--level", "tieu-hoc", "--students", "3", "--seed", "1", "--out", samples);
        _inputs = [.. Directory.EnumerateFiles(samples).Order(StringComparer.Ordinal)];
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Sign_WhenAllIsWell_WritesFilesOfTheSameNamesThatVerify()
    {
        var before = _inputs.Select(File.ReadAllText).ToList();

        var run = await SignAsync("out", [.. Steps, .. _inputs]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("3 of 3 signed, 9 signatures", run.Output, StringComparison.Ordinal);
        var outputs = Directory.GetFiles(_folder.File("out"));
        Assert.Equal(_inputs.Select(Path.GetFileName), outputs.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(before, _inputs.Select(File.ReadAllText));
        var verified = await CommandRun.HbsAsync(["verify", "--json", "--trust", site.TrustAnchors, .. outputs]);
        Assert.Equal(0, verified.ExitCode);
        Assert.Equal(
            "CBQL;capacity=KT;on_behalf_of=Trần Văn Bình, Hiệu trưởng",
            verified.Json[0].GetProperty("signatures")[1].GetProperty("claimedRole").GetString()
        );
    }

    [Fact]
    public async Task Sign_WhenAPdfIsTimestampedLater_TheReportTellsItApartFromSignatures()
    {
        var pdf = _folder.Write("hoc-ba.pdf", OnePagePdf.Make());
        string[] signers = ["--step", "CBQL=tieu-hoc-hieu-truong", "--step", "PHAT_HANH=tieu-hoc-van-thu"];

        var first = await SignAsync("out", ["--profile", "pades", .. signers, pdf]);
        var later = await SignAsync("later", ["--document-timestamp", _folder.File("out/hoc-ba.pdf")]);

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.True(later.ExitCode == 0, later.Error);
        Assert.Contains(
            "1 of 1 signed, 0 signatures, 1 document timestamps, in",
            later.Output,
            StringComparison.Ordinal
        );
        var stamped = _folder.File("later/hoc-ba.pdf");
        var json = (await CommandRun.HbsAsync("verify", "--json", "--trust", site.TrustAnchors, stamped)).Json[0];
        Assert.Equal("TOTAL_PASSED", json.GetProperty("indication").GetString());
        var last = json.GetProperty("signatures")[2];
        Assert.Equal(("DTS-1", "RFC3161"), (last.GetProperty("id").GetString(), last.GetProperty("level").GetString()));
        Assert.Equal("covers whole file", last.GetProperty("signedPaths")[0].GetString());
        Assert.NotNull(last.GetProperty("timestamp").GetProperty("time").GetString());
        var told = await CommandRun.HbsAsync("verify", "--trust", site.TrustAnchors, stamped);
        Assert.Contains("3/3: Dấu thời gian của tài liệu", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenThereIsNothingToDo_IsAWrongCommandLine()
    {
        var run = await SignAsync("out", [_inputs[0]]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--document-timestamp", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenTheBatchIdIsEmpty_IsAWrongCommandLine()
    {
        var run = await SignAsync("out", ["--batch-id", "", .. Steps, _inputs[0]]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--batch-id", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Fact]
    public async Task Sign_WhenAnXmlIsToGetADocumentTimestamp_NamesTheSetting()
    {
        var run = await SignAsync("out", ["--document-timestamp", _inputs[0]]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(": UNSUPPORTED_FORMAT: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("settings.document_timestamp", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenSomeItemsFail_WritesTheOthersAndTellsWhy()
    {
        var broken = _folder.Write("broken.xml", "<HocBaSo>");
        var missing = _folder.File("missing.xml");

        var run = await SignAsync("out", [.. Steps, broken, _inputs[0], missing, _inputs[1]]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("broken.xml: MALFORMED_DOCUMENT: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("missing.xml: UNREADABLE: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("2 of 4 signed", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.File("out")).Length);
    }

    [Fact]
    public async Task Sign_WhenJsonIsAskedFor_WritesAnObjectAFileInTheOrderGiven()
    {
        var broken = _folder.Write("broken.xml", "<HocBaSo>");

        var run = await SignAsync("out", ["--json", .. Steps, _inputs[1], broken, _inputs[0]]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal(
            [Path.GetFileName(_inputs[1]), "broken.xml", Path.GetFileName(_inputs[0])],
            run.Json.Select(static json => json.GetProperty("file").GetString())
        );
        Assert.False(run.Json[1].GetProperty("signed").GetBoolean());
        Assert.Equal("MALFORMED_DOCUMENT", run.Json[1].GetProperty("error").GetProperty("kind").GetString());
        var seal = run.Json[0].GetProperty("signatures")[2];
        Assert.Equal("PHAT_HANH", seal.GetProperty("role").GetString());
        Assert.Equal("tieu-hoc-van-thu", seal.GetProperty("identity").GetString());
        Assert.Equal("good", seal.GetProperty("certificateStatus").GetString());
        Assert.NotNull(seal.GetProperty("timestampTime").GetString());
    }

    [Fact]
    public async Task Sign_WhenARoleIsOutOfTurn_NamesTheKindAndLeavesNoFile()
    {
        var run = await SignAsync("out", ["--step", "CBQL=tieu-hoc-hieu-truong", _inputs[0]]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(": OUT_OF_ORDER: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("out")));
    }

    [Fact]
    public async Task Sign_WhenTheBatchIsRepeated_GivesTheSameBytes()
    {
        string[] arguments = ["--batch-id", "lop-4A", .. Steps, .. _inputs];

        await SignAsync("first", arguments);
        await SignAsync("second", [.. arguments[..^3], .. _inputs.Reverse()]);

        Assert.Equal(3, Directory.GetFiles(_folder.File("first")).Length);
        Assert.All(
            Directory.GetFiles(_folder.File("first")),
            file =>
                Assert.Equal(
                    File.ReadAllBytes(file),
                    File.ReadAllBytes(_folder.File("second/" + Path.GetFileName(file)))
                )
        );
    }

    [Fact]
    public async Task Sign_WhenNamesAreVietnamese_KeepsThem()
    {
        var input = Path.Combine(_folder.File("in"), "Học bạ – Nguyễn Thị Ánh.xml");
        File.Copy(_inputs[0], input);

        var run = await SignAsync("out", [.. Steps, input]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(File.Exists(_folder.File("out/Học bạ – Nguyễn Thị Ánh.xml")));
    }

    [Fact]
    public async Task Sign_WhenSomethingWouldBeOverwritten_RefusesBeforeSending()
    {
        var copy = _folder.Write(Path.GetFileName(_inputs[0]), await File.ReadAllBytesAsync(_inputs[0]));
        var link = _folder.File("link");
        Directory.CreateSymbolicLink(link, _folder.File("in"));

        Assert.Equal(ExitCode.Usage, (await SignAsync("in", [.. Steps, _inputs[0]])).ExitCode);
        Assert.Equal(ExitCode.Usage, (await SignAsync("link", [.. Steps, _inputs[0]])).ExitCode);
        Assert.Equal(ExitCode.Usage, (await SignAsync("out", [.. Steps, _inputs[0], copy])).ExitCode);
    }

    [Theory]
    [InlineData("pades", "PAdES-BASELINE-T")]
    [InlineData("pkcs7", "PKCS7")]
    public async Task Sign_WhenAProfileOfPdfIsNamed_SignsByIt(string profile, string level)
    {
        var input = _folder.Write("in/a.pdf", OnePagePdf.Make());

        var run = await SignAsync("out", ["--profile", profile, "--step", "PHAT_HANH=tieu-hoc-van-thu", input]);

        Assert.True(run.ExitCode == 0, run.Error);
        var verified = await CommandRun.HbsAsync(
            "verify",
            "--json",
            "--trust",
            site.TrustAnchors,
            _folder.File("out/a.pdf")
        );
        Assert.Equal(level, verified.Json[0].GetProperty("signatures")[0].GetProperty("level").GetString());
    }

    [Fact]
    public async Task Sign_WhenTheServerIsNotThere_FailsEveryFile()
    {
        var run = await CommandRun.HbsAsync([
            "sign",
            "--server",
            "http://127.0.0.1:1",
            "--out",
            _folder.File("out"),
            .. Steps,
            .. _inputs,
        ]);

        Assert.Equal(ExitCode.Fault, run.ExitCode);
        Assert.Equal(3, run.Error.Split(": UNAVAILABLE: ").Length - 1);
    }

    private Task<CommandRun> SignAsync(string folder, string[] arguments) =>
        CommandRun.HbsAsync(["sign", "--server", site.Server, "--out", _folder.File(folder), .. arguments]);
}
