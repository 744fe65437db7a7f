// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.Cli;

namespace HocBaSo.Signing.Interop;

/// <summary><c>hbs verify</c> says the same as the tools that are not ours.</summary>
[Collection(nameof(SealedFiles))]
public sealed class AgreementTests(SealedFiles files)
{
    [Fact]
    public async Task HbsVerify_WhenGivenTheAnchorsBesideTheFiles_PassesAll()
    {
        string[] all = [.. files.Classes, files.RsaPss, files.Dscks];
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await HbsCommandLine.RunAsync(
            ["verify", "--json", "--trust", files.TrustAnchors, .. all],
            new Terminal(TextReader.Null, output, error)
        );

        Assert.True(code == ExitCode.Success, output + error.ToString());
        var reports = output
            .ToString()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(all, reports.Select(static r => r.GetProperty("file").GetString()));
        for (var i = 0; i < all.Length; i++)
        {
            AssertAgrees(all[i], reports[i]);
        }
    }

    private void AssertAgrees(string file, JsonElement report)
    {
        var extracted = files.Extract(file);
        var signatures = report.GetProperty("signatures").EnumerateArray().ToList();
        Assert.Equal(
            extracted.Select(static s => s.Id),
            signatures.Select(static s => s.GetProperty("id").GetString())
        );
        Assert.Equal(
            extracted.Select(static s => s.Token is not null),
            signatures.Select(static s => s.GetProperty("timestamp").ValueKind == JsonValueKind.Object)
        );
        Assert.All(signatures, static s => Assert.Equal("intact", s.GetProperty("integrity").GetString()));
    }
}
