// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration.Telemetry;

/// <summary>A server with TLS that has signed, stamped, refused and been administered, and its page of metrics afterwards.</summary>
public sealed class BusyServer : IAsyncLifetime
{
    private Administrators _people = null!;
    private School _school = null!;
    private RunningServer _server = null!;

    /// <summary>The page.</summary>
    public string Page { get; private set; } = "";

    internal MetricsPageText Metrics { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _people = await Administrators.CreateAsync();
        _school = new School(SchoolLevel.TieuHoc) { Tls = _people.Tls, Clients = Administrators.Clients };
        _server = await RunningServer.StartAsync(_school.WriteConfiguration());
        using var school = new SigningClient(_server.Host.GrpcAddress, _people.OptionsOf("truong-hoc"));
        await SchoolDay.WorkAsync(school, _school.Transcripts(3));
        using var admin = new CertificateAdminClient(_server.Host.GrpcAddress, options: _people.OptionsOf("lan"));
        await admin.GenerateKeyAsync("truong");
        using var http = new HttpClient { BaseAddress = _server.Host.HttpAddress };
        Page = await http.GetStringAsync("/metrics");
        Metrics = MetricsPageText.Read(Page);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _school.Dispose();
        _people.Dispose();
    }
}
