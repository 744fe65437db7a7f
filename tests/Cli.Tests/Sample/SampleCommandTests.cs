// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

public sealed class SampleCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tieu-hoc")]
    [InlineData("thcs")]
    [InlineData("thpt")]
    public async Task Sample_WhenTheSeedIsTheSame_WritesTheSameBytes(string level)
    {
        var first = await WriteAsync(level, "7", "a");
        var second = await WriteAsync(level, "7", "b");
        var other = await WriteAsync(level, "8", "c");

        Assert.Equal(5, first.Count);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData("--level", "gdtx")]
    [InlineData("--students", "0")]
    [InlineData("--students", "100001")]
    [InlineData("--seed", "x")]
    public async Task Sample_WhenAnArgumentIsWrong_IsAUsageErrorAndWritesNothing(string option, string value)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--level"] = "thcs",
            ["--students"] = "1",
            ["--seed"] = "1",
            ["--out"] = _folder.In("out"),
            [option] = value,
        };

        var run = await CommandRun.HbsAsync(["sample", .. arguments.SelectMany(static a => new[] { a.Key, a.Value })]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.False(Directory.Exists(_folder.In("out")));
    }

    [Fact]
    public async Task Sample_WhenTheFolderIsAFile_IsAFault()
    {
        var file = _folder.Write("out", "x");

        var run = await CommandRun.HbsAsync(
            "sample",
            "--level",
            "thcs",
            "--students",
            "1",
            "--seed",
            "1",
            "--out",
            file
        );

        Assert.Equal(ExitCode.Fault, run.ExitCode);
        Assert.StartsWith("hbs: ", run.Error, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> WriteAsync(string level, string seed, string name)
    {
        var target = _folder.In(name);
        var run = await CommandRun.HbsAsync(
            "sample",
            "--level",
            level,
            "--students",
            "5",
            "--seed",
            seed,
            "--out",
            target
        );
        Assert.Equal(0, run.ExitCode);
        return
        [
            .. Directory
                .EnumerateFiles(target)
                .Order(StringComparer.Ordinal)
                .Select(static file => Path.GetFileName(file) + Convert.ToBase64String(File.ReadAllBytes(file))),
        ];
    }
}
