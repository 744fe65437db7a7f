// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Integration;

/// <summary>Two administrators and a school system, each with a certificate of openssl's, as the configuration names them.</summary>
internal sealed class Administrators : IDisposable
{
    private readonly OpenSslClients _authority;

    private Administrators(OpenSslClients authority) => _authority = authority;

    /// <summary>The member <c>listen.tls</c>.</summary>
    public object Tls =>
        new
        {
            certificate = _authority.FileOf("server.pem"),
            key = _authority.FileOf("server.key"),
            clientAnchors = new[] { _authority.CertificateFile },
        };

    /// <summary>The member <c>clients</c>.</summary>
    public static IReadOnlyList<object> Clients =>
        [
            Client("lan", "admin-read", "admin-write"),
            Client("minh", "admin-read", "admin-write"),
            Client("truong-hoc", "sign", "verify"),
        ];

    /// <summary>Makes their certificates.</summary>
    public static async Task<Administrators> CreateAsync()
    {
        var authority = await OpenSslClients.CreateAsync();
        await authority.IssueAsync("server", "serverAuth", "DNS:localhost,IP:127.0.0.1");
        foreach (var id in new[] { "lan", "minh", "truong-hoc" })
        {
            await authority.IssueAsync(id);
        }
        return new Administrators(authority);
    }

    /// <summary>How one of them connects.</summary>
    public SigningClientOptions OptionsOf(string id) =>
        new()
        {
            Tls = ClientTls.FromPemFiles(
                _authority.FileOf(id + ".pem"),
                _authority.FileOf(id + ".key"),
                _authority.CertificateFile
            ),
        };

    public void Dispose() => _authority.Dispose();

    private static object Client(string id, params string[] operations) =>
        new
        {
            id,
            certificates = new[] { new { subject = $"CN={id},O=Trường {id},C=VN" } },
            grants = new[]
            {
                new
                {
                    tenant = School.Tenant,
                    schools = new[] { "*" },
                    roles = new[] { "*" },
                    identities = new[] { "*" },
                    operations,
                },
            },
        };
}
