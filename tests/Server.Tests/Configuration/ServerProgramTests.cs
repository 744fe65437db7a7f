// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace HocBaSo.Signing.Server.Tests.Configuration;

/// <summary>What the executable ends with when it does not start.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ServerProgramTests : IDisposable
{
    private readonly ConfigurationSite _site = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _site.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("a.json", "b.json")]
    public async Task Run_WhenTheCommandLineIsWrong_EndsWith64(params string[] arguments) =>
        Assert.Equal(64, await ServerProgram.RunAsync(arguments, _error));

    [Fact]
    public async Task Run_WhenTheConfigurationIsWrong_EndsWith78()
    {
        _site.Set("/node", "\"a b\"");

        Assert.Equal(78, await ServerProgram.RunAsync([_site.File()], _error));
        Assert.Contains("\n  node ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenTheJournalCannotBeOpened_EndsWith69()
    {
        await File.WriteAllTextAsync(_site.In("state/journal.db"), new string('x', 8192));

        Assert.Equal(69, await ServerProgram.RunAsync([_site.File()], _error));
        Assert.StartsWith("The server can't start: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("journal.db is no SQLite file", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.2.1")] // RFC 5737: no machine has it
    public async Task Run_WhenAnAddressCannotBeHad_EndsWith69(string address)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        _site.Set("/listen/grpc", $"\"{address}:{((IPEndPoint)taken.LocalEndpoint).Port}\"");
        _site.Set("/tokens/0/module", "\"/nowhere/module.so\"");
        _site.Set("/journal", "{}");

        Assert.Equal(69, await ServerProgram.RunAsync([_site.File()], _error));
        Assert.Contains($"{address}:", _error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("The server can't start: ", _error.ToString(), StringComparison.Ordinal);
    }
}
