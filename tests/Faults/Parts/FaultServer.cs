// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.V1;
using Microsoft.Extensions.Logging;
using Serving = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace HocBaSo.Signing.Faults;

/// <summary>A real server in this process, over real or faulty outside parts, with its log and metrics.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    /// <summary>The longest that any test waits for anything.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static int _requests;
    private readonly SigningServerHost _host;
    private readonly HttpClient _http = new();
    private readonly string[] _secrets;

    private FaultServer(SigningServerHost host, FaultSetting setting, LogLines logs, Metrics metrics)
    {
        (_host, Time, Logs, Metrics) = (host, setting.Time, logs, metrics);
        _secrets = [.. setting.Secrets];
        Channel = GrpcChannel.ForAddress(host.GrpcAddress);
        Client = NewClient();
    }

    public Uri Address => _host.GrpcAddress;

    public ShiftedTime Time { get; }

    public LogLines Logs { get; }

    public Metrics Metrics { get; }

    public GrpcChannel Channel { get; }

    /// <summary>A client that does not retry: a test wants the first answer.</summary>
    public SigningClient Client { get; }

    public static async Task<FaultServer> StartAsync(SigningServerOptions options, FaultSetting? with = null)
    {
        var setting = with ?? new FaultSetting();
        var logs = new LogLines();
        var metrics = new Metrics();
        var host = await SigningServerHost.StartAsync(
            options,
            setting.ToOutsideParts(),
            logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(logs),
            CancellationToken.None
        );
        return new FaultServer(host, setting, logs, metrics);
    }

    public SigningClient NewClient(TimeSpan? timeout = null) =>
        new(
            Address,
            new SigningClientOptions
            {
                MaxRetries = 0,
                Timeout = timeout ?? Patience,
                Time = Time, // A deadline means the same to both.
            }
        );

    /// <summary>Signs a transcript, verifies what comes back, and gives the request's id.</summary>
    public async Task<string> SignAsync(string? id = null)
    {
        var request = id ?? NewId();
        var signed = await Client.SignAsync(Document(request), FaultSchool.AllSteps());
        await VerifyAsync(signed.Document);
        return request;
    }

    /// <summary>A document that comes back is whole, whatever else goes wrong.</summary>
    public async Task VerifyAsync(ReadOnlyMemory<byte> document)
    {
        var report = await Client.VerifyAsync(new DocumentToSign("v", document));
        Assert.Equal(Indication.TotalPassed, report.Indication);
        Assert.Equal(3, report.Signatures.Count);
        Assert.Empty(report.MissingRoles);
    }

    /// <summary>Asks for a signature and expects the refusal: status and kind.</summary>
    public async Task<SigningClientException> RefusesAsync(StatusCode status, string kind, string? id = null)
    {
        var error = await Assert.ThrowsAsync<SigningClientException>(() =>
            Client.SignAsync(Document(id ?? NewId()), FaultSchool.AllSteps())
        );
        Assert.Equal((status, kind), (error.Status, error.Kind));
        Assert.DoesNotContain(_secrets, secret => error.ToString().Contains(secret, StringComparison.Ordinal));
        return error;
    }

    public static DocumentToSign Document(string id) => new(id, FaultSchool.Transcripts(1)[0].Xml);

    public static string NewId() => $"r-{Interlocked.Increment(ref _requests)}-{Guid.NewGuid():N}";

    /// <summary>Both faces of health agree, and tell this of a part.</summary>
    public async Task HealthIsAsync(bool serving, string part, string detail = "")
    {
        // Whoever asks twice within a second gets the same answer; a test has changed something in between.
        Time.Advance(TimeSpan.FromSeconds(1));
        var answer = await new Health.HealthClient(Channel).CheckAsync(new HealthCheckRequest());
        using var page = await _http.GetAsync(new Uri(_host.HttpAddress, "/health"));
        var json = await page.Content.ReadFromJsonAsync<JsonElement>();
        var partNow = json.GetProperty("parts").GetProperty(part);
        var text = json.ToString();
        Assert.True(answer.Status == (serving ? Serving.Serving : Serving.NotServing), text);
        Assert.Equal(serving ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Equal(serving ? "SERVING" : "NOT_SERVING", json.GetProperty("status").GetString());
        Assert.True(!serving || partNow.GetProperty("well").GetBoolean(), text);
        Assert.Contains(detail, partNow.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Ends when grpc.health.v1.Watch says so.</summary>
    public async Task BecomesAsync(bool serving)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var watch = new Health.HealthClient(Channel).Watch(
            new HealthCheckRequest(),
            cancellationToken: limit.Token
        );
        var wanted = serving ? Serving.Serving : Serving.NotServing;
        while (await watch.ResponseStream.MoveNext(limit.Token))
        {
            if (watch.ResponseStream.Current.Status == wanted)
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Channel.Dispose();
        _http.Dispose();
        await _host.DisposeAsync();
        Metrics.Dispose();
        // Every test, whatever it is about: no PIN, no pupil's name in any line.
        string[] secret = [.. _secrets, FaultSchool.Transcripts(1)[0].Transcript.Header.Pupil.FullName];
        Assert.NotEmpty(Logs.All);
        Assert.DoesNotContain(
            Logs.All,
            line => Array.Exists(secret, s => line.Text.Contains(s, StringComparison.Ordinal))
        );
    }
}
