// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>
/// A demo that was run once, and a server over its token: shared, because the module is initialised once in a process.
/// </summary>
public sealed class DevelopmentSite : IAsyncLifetime
{
    private DemoServer? _server;

    public string Home { get; } = Directory.CreateTempSubdirectory("hbs-site-").FullName;

    public string Sealed => Path.Combine(Home, "out", "tieu-hoc");

    public string TrustAnchors => Path.Combine(Sealed, "trust-anchors.pem");

    public string Server => _server!.Address.ToString();

    public Uri Http => _server!.HttpAddress;

    internal DevelopmentFolder Development => new(Path.Combine(Home, "certs-dev"));

    internal CommandRun Demo { get; private set; } = null!;

    public string[] SealedFiles => [.. Directory.EnumerateFiles(Sealed, "*.xml").Order(StringComparer.Ordinal)];

    public async Task InitializeAsync()
    {
        // Whoever is first says where the module of this process keeps all tokens: not a folder that goes before the others are done.
        using (var token = SoftHsmToken.Describe())
        {
            TokenSetup.Exists(token.Options);
        }
        Demo = await CommandRun.HbsAsync("demo", "--home", Home, "--level", "tieu-hoc", "--students", "4");
        _server = await DemoServer.StartAsync(Development, CancellationToken.None);
        // For every verb that calls it; http addresses take no notice.
        Environment.SetEnvironmentVariable("HBS_CERT", Development.TlsCertificateOf(DevelopmentTls.School));
        Environment.SetEnvironmentVariable("HBS_KEY", Development.TlsKeyOf(DevelopmentTls.School));
        Environment.SetEnvironmentVariable("HBS_CA", Development.TlsAuthority);
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(Home, recursive: true);
    }
}

[CollectionDefinition(nameof(DevelopmentSite))]
public sealed class DevelopmentSiteCollection : ICollectionFixture<DevelopmentSite>;
