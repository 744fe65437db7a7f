// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using Microsoft.Data.Sqlite;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration.Callers;

/// <summary>A school whose server knows its callers by certificates of openssl's.</summary>
internal sealed class GuardedSchool : IAsyncDisposable
{
    public const SchoolLevel Level = SchoolLevel.TieuHoc;

    private readonly OpenSslClients _authority;
    private readonly School _school;
    private RunningServer? _server;

    private GuardedSchool(OpenSslClients authority, object[] clients)
    {
        _authority = authority;
        _school = new School(Level)
        {
            Tls = new
            {
                certificate = authority.FileOf("server.pem"),
                key = authority.FileOf("server.key"),
                clientAnchors = new[] { authority.CertificateFile },
            },
            Clients = clients,
        };
    }

    public School School => _school;

    public RecordedEvents Events { get; } = new();

    public Uri Address => _server!.Host.GrpcAddress;

    public string AuthorityFile => _authority.CertificateFile;

    /// <summary>Starts it.</summary>
    /// <param name="clients">The configured clients; the common name of a certificate is the client's id.</param>
    public static async Task<GuardedSchool> StartAsync(params object[] clients)
    {
        var authority = await OpenSslClients.CreateAsync();
        await authority.IssueAsync("server", "serverAuth", "DNS:localhost,IP:127.0.0.1");
        var guarded = new GuardedSchool(authority, clients);
        guarded._server = await RunningServer.StartAsync(
            guarded._school.WriteConfiguration(),
            ClientTls.FromPemFiles(null, null, authority.CertificateFile),
            guarded.Events
        );
        return guarded;
    }

    /// <summary>A client of the configuration.</summary>
    public static object Client(string id, params object[] grants) =>
        new
        {
            id,
            certificates = new[] { new { subject = $"CN={id},O=Trường {id},C=VN" } },
            grants,
        };

    /// <summary>Certificate and key, in files.</summary>
    public async Task<(string Certificate, string Key)> IssueAsync(string id) =>
        (await _authority.IssueAsync(id), _authority.FileOf(id + ".key"));

    public async Task<SigningClient> ClientAsync(string id)
    {
        var (certificate, key) = await IssueAsync(id);
        var tls = ClientTls.FromPemFiles(certificate, key, _authority.CertificateFile);
        return new SigningClient(Address, new SigningClientOptions { Tls = tls, MaxRetries = 0 });
    }

    /// <summary>The first column of a query on the journal.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = _school.JournalFile,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetValue(0).ToString()!);
        }
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        _school.Dispose();
        _authority.Dispose();
    }
}
