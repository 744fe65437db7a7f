// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Server.Callers.Tls;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Server.Tests.Callers;

public sealed class TlsContentsTests
{
    [Fact]
    public void Server_WhenTheCertificateHasTwoExtendedKeyUsages_IsAFormatError()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var usages = new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false);
        request.CertificateExtensions.Add(usages);
        // Nobody issues two by will: an extension next to it takes its number afterwards.
        request.CertificateExtensions.Add(new X509Extension("2.5.29.99", usages.RawData, critical: false));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var der = made.RawData;
        der[der.AsSpan().IndexOf<byte>([0x06, 0x03, 0x55, 0x1d, 0x63]) + 4] = 0x25;
        var certificate = Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", der));
        var keyText = Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem());

        var now = DateTimeOffset.UtcNow;

        Assert.Throws<FormatException>(() => TlsContents.Server([certificate, keyText], now, now));
    }

    [Fact]
    public async Task Server_WhenTheKeyIsAnothersAndTheCertificateOfTomorrow_TellsOfTheKeyNow()
    {
        using var authority = await OpenSslClients.CreateAsync();
        var certificate = await File.ReadAllBytesAsync(await authority.IssueAsync("server", "serverAuth", age: -1));
        await authority.IssueAsync("other", "serverAuth");
        var key = await File.ReadAllBytesAsync(authority.FileOf("other.key"));
        var now = DateTimeOffset.UtcNow;

        var e = Assert.ThrowsAny<FormatException>(() => TlsContents.Server([certificate, key], now, now));

        Assert.Contains("key", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenTheServersCertificateIsOfTomorrow_HasNoOtherAndWarns()
    {
        using var authority = await OpenSslClients.CreateAsync();
        var options = new ListenTlsOptions
        {
            CertificateFile = await authority.IssueAsync("server", "serverAuth", age: -1),
            KeyFile = authority.FileOf("server.key"),
            ClientAnchorFiles = [authority.CertificateFile],
        };
        var logs = new LogRecorder();
        using var loggers = new LoggerFactory([logs]);
        var errors = new ErrorList();

        await using var parts = TlsParts.Load(options, TimeProvider.System, loggers.CreateLogger<TlsParts>(), errors);

        Assert.NotNull(parts);
        Assert.Single(logs.Entries, static entry => entry.Text.Contains("is not valid before"));
    }
}
