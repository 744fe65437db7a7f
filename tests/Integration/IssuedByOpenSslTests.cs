// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>From a key in SoftHSM to a revoked certificate, with <c>openssl ca</c> and <c>openssl ocsp</c> as the issuing side.</summary>
public sealed class IssuedByOpenSslTests
{
    private const int RefreshSeconds = 2;
    private static readonly object s_quick = new { maxAgeSeconds = RefreshSeconds, backOffMilliseconds = 200 };

    // What a busy machine may take on top of the configured time.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rotation_WhenTheIssuingSideIsOpenSsl_SignsWithTheNewVersionUntilItIsRevoked(bool byOcsp)
    {
        using var authority = new OpenSslAuthority();
        await using var responder = await authority.StartResponderAsync(more: ["-nmin", "5"]);
        using var files = new HttpFiles();
        var list = files.Set("ca.crl", await authority.CrlAsync());
        using var school = new School(
            SchoolLevel.TieuHoc,
            authority,
            byOcsp
                ? new { policy = "refuse", ocsp = responder.Url.AbsoluteUri }
                : new { policy = "refuse", crl = list.AbsoluteUri }
        )
        {
            CertificateStatus = s_quick,
        };
        await authority.TellAsync(responder);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var admin = new CertificateAdminClient(server.Host.GrpcAddress);
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript);
        var before = await server.Client.SignAsync(new DocumentToSign("before", transcript.Xml), steps);

        // A key, a request that openssl reads, a certificate that openssl issues.
        var version = (await admin.GenerateKeyAsync("truong", KeyKind.EcP256)).Version;
        var request = await RotationSite.RequestAsync(admin, "truong", version);
        var text = RotationSite.ReadByOpenSsl(school, request);
        Assert.Contains("Trường THCS Nguyễn Huệ", text, StringComparison.Ordinal);
        Assert.Contains("email:vanthu@truong.edu.vn", text, StringComparison.Ordinal);
        Assert.Contains("Digital Signature", text, StringComparison.Ordinal);
        var certificate = await authority.CertifyAsync(request);
        await authority.TellAsync(responder);
        files.Set("ca.crl", await authority.CrlAsync());
        var installed = await admin.InstallCertificateAsync("truong", version, [certificate.RawData]);
        Assert.Equal(VersionState.CertificateInstalled, installed.Identity.Versions[^1].State);
        Assert.Equal("Ecdsa-SHA256", (await admin.TestSignAsync("truong", version)).Algorithm);
        var between = await server.Client.SignAsync(new DocumentToSign("between", transcript.Xml), steps);

        // In force: the next document bears it, the one before stays good.
        var active = await admin.ActivateVersionAsync("truong", version);
        var after = await server.Client.SignAsync(new DocumentToSign("after", transcript.Xml), steps);
        Assert.Equal((version, 2), (active.Identity.ActiveVersion, active.Identity.Versions.Count));
        Assert.Equal(VersionState.Retiring, active.Identity.Versions[0].State);
        Assert.Equal(before.Signatures[^1].CertificateSerial, between.Signatures[^1].CertificateSerial);
        Assert.Equal(certificate.SerialNumber, after.Signatures[^1].CertificateSerial);
        foreach (var signed in new[] { before, between, after })
        {
            await RequireGoodAsync(server, school, signed);
        }

        // Revoked by the authority: the identity refuses within the refresh time, what was signed comes again.
        await authority.RevokeAsync(certificate);
        await authority.TellAsync(responder);
        files.Set("ca.crl", await authority.CrlAsync());
        var start = Stopwatch.GetTimestamp();
        var refusal = await RotationSite.RefusalAsync(server, transcript.Xml, steps);
        var elapsed = Stopwatch.GetElapsedTime(start);
        Assert.Equal("CERTIFICATE_NOT_USABLE", refusal.Kind);
        Assert.Contains("is revoked", refusal.Message, StringComparison.Ordinal);
        Assert.True(elapsed < TimeSpan.FromSeconds(RefreshSeconds) + s_grace, $"{elapsed}");
        var again = await server.Client.SignAsync(new DocumentToSign("after", transcript.Xml), steps);
        Assert.True(again.IsRepeated);
        Assert.Equal(after.Document.ToArray(), again.Document.ToArray());

        // The administrator notes it, and the version before signs again.
        var rolledBack = await admin.RollBackAsync("truong");
        var revoked = await admin.RevokeVersionAsync("truong", version, RevocationReason.KeyCompromise);
        Assert.Equal(1, rolledBack.Identity.ActiveVersion);
        Assert.Equal(
            (VersionState.Revoked, "keyCompromise"),
            (revoked.Identity.Versions[1].State, revoked.Identity.Versions[1].Reason)
        );
        var last = await server.Client.SignAsync(new DocumentToSign("last", transcript.Xml), steps);
        Assert.Equal(before.Signatures[^1].CertificateSerial, last.Signatures[^1].CertificateSerial);
    }

    [Theory]
    [InlineData(KeyKind.EcP384)]
    [InlineData(KeyKind.Rsa2048)]
    public async Task Rotation_WhenTheKeyIsOfAnotherKind_SignsAndVerifies(KeyKind kind)
    {
        using var authority = new OpenSslAuthority();
        using var school = new School(SchoolLevel.TieuHoc, authority);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var admin = new CertificateAdminClient(server.Host.GrpcAddress);
        var transcript = school.Transcripts(1)[0];

        var (version, certificate) = await RotationSite.InstallAsync(admin, authority, "truong", kind);
        await admin.ActivateVersionAsync("truong", version);
        var signed = await server.Client.SignAsync(
            new DocumentToSign("d", transcript.Xml),
            School.AllSteps(transcript)
        );

        Assert.Equal(certificate.SerialNumber, signed.Signatures[^1].CertificateSerial);
        var report = await server.Client.VerifyAsync(new DocumentToSign("v", signed.Document));
        Assert.Equal(Indication.TotalPassed, report.Indication);
    }

    [Fact]
    public async Task Administration_WhenAnIdentityIsMadeHere_SignsAsIfItWereConfigured()
    {
        using var authority = new OpenSslAuthority();
        using var school = new School(SchoolLevel.TieuHoc, authority);
        var configuration = school.WriteConfiguration();
        var transcript = school.Transcripts(1)[0];
        var steps = School.AllSteps(transcript);
        steps.Steps[^1].Identity = "truong-moi";
        await using (var server = await RunningServer.StartAsync(configuration))
        {
            using var admin = new CertificateAdminClient(server.Host.GrpcAddress);
            var known = await admin.GetIdentityAsync("truong");
            var definition = known.Definition.Clone();
            definition.Identity = "truong-moi";

            await admin.CreateIdentityAsync(definition);
            var (version, _) = await RotationSite.InstallAsync(admin, authority, "truong-moi");
            await admin.ActivateVersionAsync("truong-moi", version);
            var signed = await server.Client.SignAsync(new DocumentToSign("d", transcript.Xml), steps);

            Assert.Equal("truong-moi", signed.Signatures[^1].Identity);
            await RequireGoodAsync(server, school, signed);
        }

        // It is there after a restart, too.
        await using var restarted = await RunningServer.StartAsync(configuration);
        using var other = new CertificateAdminClient(restarted.Host.GrpcAddress);
        Assert.Equal(
            ["gv", "hieu-truong", "truong", "truong-khac", "truong-moi"],
            await other.ListIdentitiesAsync().Select(static i => i.Definition.Identity).ToListAsync()
        );
        Assert.False((await other.GetIdentityAsync("truong-moi")).Configured);
        await restarted.Client.SignAsync(new DocumentToSign("e", transcript.Xml), steps);
    }

    [Fact]
    public async Task Import_WhenTheKeyIsInTheToken_SignsWithIt()
    {
        using var authority = new OpenSslAuthority();
        using var school = new School(SchoolLevel.TieuHoc, authority);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var admin = new CertificateAdminClient(server.Host.GrpcAddress);
        var transcript = school.Transcripts(1)[0];
        school.GenerateKey(Pkcs11.KeyKind.EcP256, "khoá cũ", [0x42, 0x43]);

        var found = (await admin.ListTokenObjectsAsync(school.Token)).Single(static o => o.Id == "4243");
        var certificate = authority.IssuePerson("Trường", school.PublicKeyOf(found.KeyUri));
        var imported = await admin.ImportVersionAsync("truong", found.KeyUri, [certificate.RawData]);
        await admin.ActivateVersionAsync("truong", imported.Version);
        var signed = await server.Client.SignAsync(
            new DocumentToSign("d", transcript.Xml),
            School.AllSteps(transcript)
        );

        Assert.Equal(("khoá cũ", KeyKind.EcP256), (found.Label, found.Kind));
        Assert.Equal(certificate.SerialNumber, signed.Signatures[^1].CertificateSerial);
        await RequireGoodAsync(server, school, signed);
    }

    [Fact]
    public async Task Watch_WhenAVersionRotates_TellsEachChange()
    {
        using var authority = new OpenSslAuthority();
        using var school = new School(SchoolLevel.TieuHoc, authority);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var admin = new CertificateAdminClient(server.Host.GrpcAddress);
        await using var notices = admin.WatchIdentitiesAsync().GetAsyncEnumerator();
        Assert.True(await notices.MoveNextAsync());

        var (version, _) = await RotationSite.InstallAsync(admin, authority, "truong");
        await admin.ActivateVersionAsync("truong", version);

        foreach (
            var state in new[]
            {
                VersionState.KeyGenerated,
                VersionState.RequestMade,
                VersionState.CertificateInstalled,
                VersionState.Active,
            }
        )
        {
            Assert.True(await notices.MoveNextAsync());
            Assert.Equal(
                (NoticeKind.Changed, "truong", version, state, "loopback"),
                (
                    notices.Current.Kind,
                    notices.Current.Identity,
                    notices.Current.Version.Number,
                    notices.Current.Version.State,
                    notices.Current.Administrator
                )
            );
        }
    }

    [Fact]
    public async Task Report_WhenACertificateEndsBefore_NamesTheIdentity()
    {
        using var authority = new OpenSslAuthority();
        using var school = new School(SchoolLevel.TieuHoc, authority);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var admin = new CertificateAdminClient(server.Host.GrpcAddress);
        var version = (await admin.GenerateKeyAsync("truong", KeyKind.EcP256)).Version;
        var request = await RotationSite.RequestAsync(admin, "truong", version);
        var soon = TimeProvider.System.GetUtcNow().AddDays(20);
        var certificate = await authority.CertifyAsync(request, notAfter: $"{soon:yyyyMMddHHmmss}Z");
        await admin.InstallCertificateAsync("truong", version, [certificate.RawData]);
        await admin.ActivateVersionAsync("truong", version);

        var early = await admin.GetValidityReportAsync(soon.AddDays(-1));
        var late = await admin.GetValidityReportAsync(soon.AddDays(1));

        Assert.Equal((4, 0), (early.Identities, early.Failing.Count));
        var failing = Assert.Single(late.Failing);
        Assert.Equal(("truong", version), (failing.Identity, failing.Version));
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), failing.SignsUntil.ToDateTime());
        Assert.Equal(
            ["truong"],
            await admin
                .ListIdentitiesAsync(new IdentityFilter { ExpiringBefore = soon.AddDays(1) })
                .Select(static i => i.Definition.Identity)
                .ToListAsync()
        );
    }

    private static async Task RequireGoodAsync(RunningServer server, School school, SignedResult signed)
    {
        var report = await server.Client.VerifyAsync(new DocumentToSign("v", signed.Document));
        Assert.Equal(Indication.TotalPassed, report.Indication);
        Assert.Empty(report.MissingRoles);
        RotationSite.RequireXmlsec(school, signed.Document);
    }
}
