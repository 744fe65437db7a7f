// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using HocBaSo.Signing.Server.Health;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace HocBaSo.Signing.Server.Tests;

public sealed class HealthTests
{
    private static readonly string[] Services =
    [
        "",
        "hocbaso.signing.v1.SigningService",
        "hocbaso.signing.v1.VerificationService",
        "hocbaso.signing.v1.RenderingService",
        "hocbaso.signing.v1.CertificateAdminService",
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
    ];

    [Fact]
    public async Task Check_WhenEveryPartIsWell_ServesEveryService()
    {
        await using var host = await TestHost.StartAsync(probes: [new SwitchedProbe("hsm") { IsWell = true }]);
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        foreach (var service in Services)
        {
            Assert.Equal(
                Status.Serving,
                (await health.CheckAsync(new HealthCheckRequest { Service = service })).Status
            );
        }
    }

    [Fact]
    public async Task Check_WhenAPartIsNot_SaysSoOfSigningAndNotOfVerification()
    {
        await using var host = await TestHost.StartAsync(
            probes: [new SwitchedProbe("hsm"), new SwitchedProbe("journal") { IsWell = true }]
        );
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        Assert.Equal(Status.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
        Assert.Equal(
            Status.NotServing,
            (await health.CheckAsync(new HealthCheckRequest { Service = Services[1] })).Status
        );
        Assert.Equal(
            Status.Serving,
            (await health.CheckAsync(new HealthCheckRequest { Service = Services[2] })).Status
        );
    }

    [Fact]
    public async Task Check_WhenTheServiceIsUnknown_IsNotFound()
    {
        await using var host = await TestHost.StartAsync();
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await health.CheckAsync(new HealthCheckRequest { Service = "x.Y" })
        );
        Assert.Equal(StatusCode.NotFound, e.StatusCode);
    }

    [Fact]
    public async Task Watch_WhenAPartFailsAndComesBack_TellsEachChangeOnce()
    {
        var probe = new SwitchedProbe("tsa") { IsWell = true };
        var logs = new LogRecorder();
        await using var host = await TestHost.StartAsync(probes: [probe], logs: logs);
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        using var watch = health.Watch(new HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(30));
        var seen = new List<Status>();
        foreach (var well in new[] { true, false, true })
        {
            probe.IsWell = well;
            Assert.True(await watch.ResponseStream.MoveNext(default));
            seen.Add(watch.ResponseStream.Current.Status);
        }
        Assert.Equal([Status.Serving, Status.NotServing, Status.Serving], seen);

        Assert.Single(logs.Entries, static entry => entry.Text == "tsa is not well: as switched");
        Assert.Single(logs.Entries, static entry => entry.Text == "tsa is well: as switched");

        using var unknown = health.Watch(new HealthCheckRequest { Service = "x.Y" });
        Assert.True(await unknown.ResponseStream.MoveNext(default));
        Assert.Equal(Status.ServiceUnknown, unknown.ResponseStream.Current.Status);
    }

    [Fact]
    public async Task Check_WhenAnAdvisoryPartIsNotWell_ServesAndThePageSaysIt()
    {
        SwitchedProbe[] probes = [new("hsm") { IsWell = true }, new("status") { IsAdvisory = true }];
        await using var host = await TestHost.StartAsync(probes: probes);
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        using var http = new HttpClient();

        Assert.Equal(Status.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
        using var page = await http.GetAsync(new Uri(host.Host.HttpAddress, "/health"));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var json = JsonDocument.Parse(await page.Content.ReadAsStringAsync());
        var part = json.RootElement.GetProperty("parts").GetProperty("status");
        Assert.Equal((false, true), (part.GetProperty("well").GetBoolean(), part.GetProperty("advisory").GetBoolean()));
    }

    [Fact]
    public async Task Check_WhenAProbeHangs_AnswersNotServing()
    {
        await using var host = await TestHost.StartAsync(probes: [new SwitchedProbe("hsm") { Hangs = true }]);
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        var answer = await health.CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(10));
        Assert.Equal(Status.NotServing, answer.Status);
    }

    [Fact]
    public async Task HealthPage_WhenAPartIsNotWell_Is503AndNamesIt()
    {
        var probe = new SwitchedProbe("hsm");
        await using var host = await TestHost.StartAsync(probes: [probe]);
        using var http = new HttpClient();
        using var bad = await http.GetAsync(new Uri(host.Host.HttpAddress, "/health"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, bad.StatusCode);
        using var json = JsonDocument.Parse(await bad.Content.ReadAsStringAsync());
        Assert.False(json.RootElement.GetProperty("parts").GetProperty("hsm").GetProperty("well").GetBoolean());
    }

    private sealed class SwitchedProbe(string name) : IHealthProbe
    {
        public bool IsWell { get; set; }

        public bool Hangs { get; init; }

        public bool IsAdvisory { get; init; }

        public string Name => name;

        public async ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
        {
            if (Hangs)
            {
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            }
            return new PartHealth(IsWell, "as switched");
        }
    }
}
