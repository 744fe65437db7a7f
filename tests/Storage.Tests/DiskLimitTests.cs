// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>A process that may not write larger files (RLIMIT_FSIZE): the kernel refuses, in the middle of commits.</summary>
public sealed class DiskLimitTests : ChainFixture
{
    [Theory]
    [InlineData(600)]
    [InlineData(1000)]
    [InlineData(1500)]
    public async Task Append_WhenTheKernelRefusesToLetTheFileGrow_LosesNothingAcknowledged(int kibibytes)
    {
        (string[] acknowledged, string[] said) = await RunAsync(kibibytes);
        Assert.Contains("refused: StorageFailed", said);
        Assert.Contains("state: Failed", said);
        Assert.True(acknowledged.Length > 20, $"{acknowledged.Length} acknowledged");
        await using (SqliteSigningJournal journal = Open())
        {
            foreach (string id in acknowledged)
            {
                Assert.True((await Found(journal, id)).IsSigned(1), id);
            }
            await RoundAsync(journal, "after");
        }
        AuditReport report = Verify();
        Assert.Empty(report.Findings);
        Assert.True(report.Rows >= (2 * acknowledged.Length) + RowsOfRound);
        Assert.Single(await OtherTool.ChainAsync(File));
    }

    /// <summary>ulimit -f counts KiB; SIGXFSZ is ignored, so that write gives EFBIG. The runtime must not map its code through files.</summary>
    private async Task<(string[] Acknowledged, string[] Said)> RunAsync(int kibibytes)
    {
        string command =
            $"trap '' XFSZ; ulimit -f {kibibytes}; exec dotnet exec '{typeof(DiskLimitTests).Assembly.Location}' append '{File}'";
        ProcessStartInfo start = new("/bin/bash", ["-c", command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == Appender.Refused, await errors);
        return (output.Split('\n', StringSplitOptions.RemoveEmptyEntries), (await errors).Split('\n'));
    }
}
