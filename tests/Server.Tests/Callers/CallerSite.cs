// SPDX-License-Identifier: Apache-2.0
using Grpc.Net.Client;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Hosting;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Server.Tests.Callers;

/// <summary>A server with TLS whose certificates, and those of its callers, are openssl's.</summary>
internal sealed class CallerSite : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IDisposable> _owned = [];
    private TestHost? _host;
    private int _signed;

    private CallerSite(OpenSslClients authority) => Authority = authority;

    public OpenSslClients Authority { get; }

    public ManualTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public LogRecorder Logs { get; } = new();

    public TestHost Host => _host!;

    /// <summary>Documents that reached the signing.</summary>
    public int Signed => Volatile.Read(ref _signed);

    public ListenTlsOptions Options =>
        new()
        {
            CertificateFile = _folder.File("server.pem"),
            KeyFile = _folder.File("server.key"),
            ClientAnchorFiles = [_folder.File("anchors.pem")],
            ClientCrlFiles = [_folder.File("clients.crl")],
        };

    public IEnumerable<JournalEvent> Refusals =>
        Host.Events.Events.Where(static e => e.Kind == JournalEventKind.CallRefused);

    /// <summary>Starts it with an authority and a server certificate of its own.</summary>
    public static async Task<CallerSite> StartAsync(params ClientOptions[] clients)
    {
        var site = new CallerSite(await OpenSslClients.CreateAsync());
        await site.UseServerAsync("server");
        site.UseAnchors(site.Authority);
        await site.UseCrlAsync();
        site._host = await TestHost.StartAsync(
            site.SignAsync,
            time: site.Time,
            logs: site.Logs,
            callers: events => site.Load(clients, events)
        );
        return site;
    }

    /// <summary>A client that is known by the common name of its certificate.</summary>
    public static ClientOptions Client(string id, CallerOperation operations, string tenant = TestHost.Tenant) =>
        new()
        {
            Id = id,
            Certificates = [new(ClientCertificateRuleKind.Subject, $"CN={id},O=Trường {id},C=VN")],
            Grants =
                operations == CallerOperation.None
                    ? []
                    :
                    [
                        new ClientGrant
                        {
                            Tenant = tenant,
                            Operations = operations,
                            Schools = ["*"],
                            Identities = ["*"],
                        },
                    ],
        };

    /// <summary>Serves with a new certificate from the next look at the files.</summary>
    public async Task UseServerAsync(string id, int age = 30)
    {
        var certificate = await Authority.IssueAsync(id, "serverAuth", "DNS:localhost,IP:127.0.0.1", age: age);
        Replace("server.pem", File.ReadAllText(certificate));
        Replace("server.key", File.ReadAllText(Authority.FileOf(id + ".key")));
    }

    public void UseAnchors(params OpenSslClients[] authorities) =>
        Replace(
            "anchors.pem",
            string.Concat(authorities.Select(static authority => File.ReadAllText(authority.CertificateFile)))
        );

    public Task UseCrlAsync(params string[] more) => Authority.WriteCrlAsync(_folder.File("clients.crl"), more);

    public async Task UseCrlsAsync(params OpenSslClients[] authorities)
    {
        var all = "";
        foreach (var authority in authorities)
        {
            await authority.WriteCrlAsync(_folder.File("one.crl"));
            all += await File.ReadAllTextAsync(_folder.File("one.crl"));
        }
        Replace("clients.crl", all);
    }

    /// <summary>Puts a file in the place of another in one step, as administrators should.</summary>
    public void Replace(string name, string content)
    {
        var next = _folder.Write(name + ".next", content);
        File.Move(next, _folder.File(name), overwrite: true);
    }

    /// <summary>Lets the server look at its files.</summary>
    public void LookAtFiles() => Time.Advance(TimeSpan.FromSeconds(Options.ReloadSeconds));

    /// <summary>A certificate that is issued now.</summary>
    public async Task<ClientTls> IssueAsync(
        string id,
        OpenSslClients? authority = null,
        string? usage = "clientAuth",
        string? names = null,
        int days = 30
    )
    {
        var by = authority ?? Authority;
        var certificate = await by.IssueAsync(id, usage, names, days);
        return ClientTls.FromPemFiles(certificate, by.FileOf(id + ".key"), Authority.CertificateFile);
    }

    /// <summary>Trust in the server, and no certificate.</summary>
    public ClientTls Anonymous() => ClientTls.FromPemFiles(null, null, Authority.CertificateFile);

    public GrpcChannel Channel(ClientTls tls)
    {
        var channel = GrpcChannel.ForAddress(
            Host.Host.GrpcAddress,
            new GrpcChannelOptions { HttpHandler = tls.CreateHandler(), DisposeHttpClient = true }
        );
        _owned.Add(channel);
        return channel;
    }

    public async ValueTask DisposeAsync()
    {
        _owned.ForEach(static owned => owned.Dispose());
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
        Authority.Dispose();
        _folder.Dispose();
    }

    private Task<SigningResult> SignAsync(SigningRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _signed);
        return FakeSigning.Append(request, cancellationToken);
    }

    private CallerParts Load(IReadOnlyList<ClientOptions> clients, IEventRecorder events)
    {
        var errors = new ErrorList();
        var options = new SigningServerOptions
        {
            Node = "test",
            JournalPath = "unused",
            Tokens = [],
            Tenants = [],
            Identities = [],
            Tls = Options,
            Clients = clients,
        };
        var loggers = new LoggerFactory([Logs]);
        var parts = CallerParts.Load(options, new OutsideParts { Time = Time, Events = events }, loggers, errors);
        errors.ThrowIfAny("test");
        return parts;
    }
}
