// SPDX-License-Identifier: Apache-2.0
using System.Net.Sockets;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Faults;

public sealed class CrowdTests
{
    private const int Connections = 1000;
    private const long Bound = 256 << 20;

    [Fact]
    public async Task Connections_WhenAThousandComeAtOnce_AreAllServedInBoundedMemory()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = new FaultSetting { Secrets = [token.Pin] };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]), setting);
        await server.SignAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        // Each has a connection of its own.
        var clients = Enumerable.Range(0, Connections).Select(_ => server.NewClient(TimeSpan.FromMinutes(1))).ToList();
        var transcript = FaultSchool.Transcripts(1)[0].Xml;

        var calls = clients.Select((client, i) => SignOverAStreamAsync(client, $"c{i}", transcript)).ToList();
        var all = Task.WhenAll(calls);
        // In the middle of it: health answers, and memory is bounded. Client and server are both in it.
        await server.HealthIsAsync(serving: true, "hsm", "Ready");
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var results = await all.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.All(results, static result => Assert.Null(result.Error));
        // All of them are still there.
        Assert.True(server.Metrics.Of("kestrel.active_connections") >= Connections);
        Assert.True(held < Bound, $"{held >> 20} MiB were held");
        held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(held < Bound, $"{held >> 20} MiB are held");
        foreach (var result in results.Where(static (_, i) => i % 100 == 0))
        {
            await server.VerifyAsync(result.Signed!.Document);
        }
        Assert.Equal(Connections + 1, server.Metrics.Of("hocbaso.documents", "Signed"));
        clients.ForEach(static client => client.Dispose());
    }

    [Fact]
    public async Task Connections_WhenTheyAreOverTheLimit_AreClosedAtOnce()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var limits = new LimitOptions { MaxConnections = 3 };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits));
        await server.SignAsync();
        using var second = await ConnectAsync(server);
        using var third = await ConnectAsync(server);
        using var fourth = await ConnectAsync(server);

        using var limit = new CancellationTokenSource(FaultServer.Patience);
        await ReadEndAsync(fourth, limit.Token);
        await server.Metrics.ReachesAsync("kestrel.rejected_connections", 1);
        Assert.Contains(server.Logs.All, static line => line.Text.Contains("rejected", StringComparison.Ordinal));

        // The connection that was there goes on; when another leaves, there is room.
        await server.SignAsync();
        second.Close();
        using var newcomer = server.NewClient();
        while (!await SignsAsync(newcomer))
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<bool> SignsAsync(SigningClient client)
    {
        try
        {
            await client.SignAsync(FaultServer.Document(FaultServer.NewId()), FaultSchool.AllSteps());
            return true;
        }
        catch (SigningClientException)
        {
            return false;
        }
    }

    private static async Task<BatchItemResult> SignOverAStreamAsync(SigningClient client, string id, byte[] document)
    {
        var documents = new[] { new DocumentToSign(id, document) }.ToAsyncEnumerable();
        return await client.SignBatchAsync(documents, FaultSchool.AllSteps()).SingleAsync();
    }

    private static async Task<TcpClient> ConnectAsync(FaultServer server)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        return client;
    }

    private static async Task ReadEndAsync(TcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            while (await client.GetStream().ReadAsync(new byte[64], cancellationToken) > 0) { }
        }
        catch (IOException)
        {
            // Reset: closed as well.
            return;
        }
    }
}
