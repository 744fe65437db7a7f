// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_WhenTheConfigurationIsWrong_TellsAllAndEndsWith78()
    {
        var file = _folder.Write(
            "server.json",
            """{ "node": "a b", "listen": { "grpc": "0.0.0.0:5440" }, "storage": { "journal": "x/y.db" } }"""
        );

        var run = await CommandRun.HbsAsync("serve", "--config", file);

        Assert.Equal(78, run.ExitCode);
        Assert.Contains("\n  node ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n  listen.grpc ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WhenThereIsNoConfiguration_SaysSoAndEndsWith78()
    {
        var run = await CommandRun.HbsAsync("serve", "--config", _folder.File("none.json"));

        Assert.Equal(78, run.ExitCode);
        Assert.Contains("none.json", run.Error, StringComparison.Ordinal);
    }
}
