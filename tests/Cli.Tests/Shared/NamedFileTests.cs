// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class NamedFileTests
{
    // Nobody listens there: a file that is not refused in time shows as another exit code.
    private const string Away = "--server http://127.0.0.1:1";

    /// <summary>Command lines that lack the name of a file at their end.</summary>
    public static TheoryData<string> Readers { get; } =
    [
        $"load {Away} --input ",
        $"load {Away} --scenario ",
        "capacity --scenario ",
        "capacity --costs ",
        "verify none.xml --trust ",
        "verify none.xml --tsa-trust ",
        "verify none.xml --mapping ",
        "verify none.xml --school-levels ",
        "verify --files-from ",
        "render none.xml --out none --image CBQL=",
        "audit search none.db --file ",
        "audit verify none.db --trust ",
        "audit verify none.db --checkpoints ",
        $"sign none.pdf {Away} --out none --step CBQL=a --signer-image CBQL=",
        $"admin {Away} --yes install a 1 ",
        $"admin {Away} --yes request a 1 --cn x --challenge-password-file ",
    ];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Hbs_WhenAFileThatItIsGivenIsMissing_NamesIt(string line)
    {
        using var folder = new TemporaryFolder();
        var missing = folder.File("missing");

        var run = await CommandRun.HbsAsync(WithName(line, missing));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(missing, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    [InlineData($"load {Away} --configuration ")]
    [InlineData($"load {Away} --report ")]
    [InlineData("config check --config ")]
    [InlineData("serve --config ")]
    [InlineData("verify none.xml --revisions ")]
    [InlineData("render none.xml --out ")]
    [InlineData("sample --level thcs --students 1 --seed 1 --out ")]
    [InlineData("demo --home ")]
    [InlineData($"sign {Away} --step CBQL=a --out none ")]
    [InlineData($"sign none.xml {Away} --step CBQL=a --out ")]
    [InlineData("health --server https://127.0.0.1:1 --ca ")]
    public async Task Hbs_WhenTheNameOfAFileIsEmpty_IsNoFaultOfTheProgram(string line)
    {
        var run = await CommandRun.HbsAsync(WithName(line, ""));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
    }

    [Theory]
    [InlineData($"load {Away} --input ")]
    [InlineData($"load {Away} --scenario ")]
    [InlineData("capacity --costs ")]
    public async Task Hbs_WhenAFolderStandsForAFile_SaysWhyItCannotBeRead(string line)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.HbsAsync(WithName(line, folder.Path));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(folder.Path, run.Error, StringComparison.Ordinal);
    }

    private static string[] WithName(string line, string file)
    {
        var words = line.Split(' ');
        return [.. words[..^1], words[^1] + file];
    }
}
