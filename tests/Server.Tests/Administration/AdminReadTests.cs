// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Administration;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

public sealed class AdminReadTests
{
    [Fact]
    public async Task List_WhenThereAreManyIdentities_GivesEachOnceByName()
    {
        var registry = new FakeAdministration();
        registry.Records.AddRange(
            Enumerable.Range(0, 25).Reverse().Select(static i => FakeAdministration.Record($"gv-{i:00}"))
        );
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var all = await client.ListIdentitiesAsync(new IdentityFilter { PageSize = 10 }).ToListAsync();

        Assert.Equal(
            Enumerable.Range(0, 25).Select(static i => $"gv-{i:00}"),
            all.Select(static i => i.Definition.Identity)
        );
    }

    [Fact]
    public async Task List_WhenThereAreFilters_GivesOnlyWhatFits()
    {
        using var soon = MadeCertificate.Of("soon", FakeAdministration.Time.AddDays(5));
        using var late = MadeCertificate.Of("late", FakeAdministration.Time.AddDays(50));
        var registry = new FakeAdministration();
        registry.Records.AddRange([
            FakeAdministration.Record(
                "a",
                "s-1",
                FakeAdministration.Version(1, VersionState.Active) with
                {
                    CertificateChain = [soon],
                }
            ),
            FakeAdministration.Record(
                "b",
                "s-1",
                FakeAdministration.Version(1, VersionState.Active) with
                {
                    CertificateChain = [late],
                }
            ),
            FakeAdministration.Record(
                "c",
                "s-2",
                FakeAdministration.Version(1, VersionState.Suspended) with
                {
                    CertificateChain = [soon],
                }
            ),
        ]);
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        Assert.Equal("a b", await NamesAsync(client, new IdentityFilter { School = "s-1" }));
        Assert.Equal("c", await NamesAsync(client, new IdentityFilter { State = Wire.VersionState.Suspended }));
        Assert.Equal(
            "a",
            await NamesAsync(client, new IdentityFilter { ExpiringBefore = FakeAdministration.Time.AddDays(6) })
        );
        Assert.Equal("a b c", await NamesAsync(client, new IdentityFilter()));
    }

    [Theory]
    [InlineData("page_size")]
    [InlineData("page_token")]
    [InlineData("school")]
    [InlineData("state")]
    [InlineData("expiring_before")]
    public async Task List_WhenAFieldIsWrong_NamesIt(string field)
    {
        var request = new Wire.ListIdentitiesRequest();
        Action spoil = field switch
        {
            "page_size" => () => request.PageSize = 501,
            "page_token" => () => request.PageToken = "?",
            "school" => () => request.School = new string('x', 65),
            "state" => () => request.State = (Wire.VersionState)10,
            _ => () => request.ExpiringBefore = new Timestamp { Nanos = -1 },
        };
        spoil();
        await AdminCalls.RefusesAsync(field, async admin => await admin.ListIdentitiesAsync(request));
    }

    [Fact]
    public async Task Get_WhenItHasVersions_TellsAllOfThemAndListTellsNoContents()
    {
        using var certificate = MadeCertificate.Of("Nguyễn Thị Ánh");
        var version = FakeAdministration.Version(1, VersionState.Suspended) with
        {
            CertificateRequest = new byte[] { 1, 2, 3 },
            CertificateChain = [certificate],
            ActivateAt = FakeAdministration.Time.AddHours(1),
            ResumeState = VersionState.Active,
            Reason = "mất thẻ",
        };
        var registry = new FakeAdministration();
        registry.Records.Add(FakeAdministration.Record("gv", versions: version));
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var identity = await client.GetIdentityAsync("gv");
        var listed = (await client.ListIdentitiesAsync().SingleAsync()).Versions.Single();

        Assert.Equal(
            (TestHost.Tenant, 0, false, 1),
            (identity.Tenant, identity.ActiveVersion, identity.Configured, identity.Revision)
        );
        var told = identity.Versions.Single();
        Assert.Equal((1, Wire.VersionState.Suspended, version.KeyUri), (told.Number, told.State, told.KeyUri));
        Assert.Equal(
            (FakeAdministration.Time, FakeAdministration.Time.AddDays(1)),
            (told.CreatedAt.ToDateTimeOffset(), told.ChangedAt.ToDateTimeOffset())
        );
        Assert.Equal(
            (FakeAdministration.Time.AddHours(1), Wire.VersionState.Active, "mất thẻ"),
            (told.ActivateAt.ToDateTimeOffset(), told.ResumeState, told.Reason)
        );
        Assert.Equal([1, 2, 3], told.CertificateRequest.ToByteArray());
        Assert.Equal(certificate.RawData, told.CertificateChain.Single().ToByteArray());
        Assert.Equal(
            (certificate.Subject, certificate.SerialNumber, "EC", 256),
            (told.Certificate.Subject, told.Certificate.Serial, told.Certificate.KeyAlgorithm, told.Certificate.KeyBits)
        );
        Assert.Equal(SHA256.HashData(certificate.RawData), told.Certificate.Sha256.ToByteArray());
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), told.Certificate.NotAfter.ToDateTime());
        Assert.Empty(listed.CertificateRequest);
        Assert.Empty(listed.CertificateChain);
        Assert.Equal(told.Certificate, listed.Certificate);
    }

    [Fact]
    public Task Get_WhenThereIsNone_IsNotFound() =>
        AdminCalls.RefusesAsync(
            "identity",
            async admin => await admin.GetIdentityAsync(new Wire.GetIdentityRequest { Identity = "nobody" }),
            StatusCode.NotFound
        );

    [Fact]
    public async Task Report_WhenAnIdentityFails_TellsWhich()
    {
        var until = TimeProvider.System.GetUtcNow().AddDays(30);
        var registry = new FakeAdministration();
        var record = FakeAdministration.Record("gv", versions: FakeAdministration.Version(2, VersionState.Active));
        registry.Validity = new ValidityReport(
            TestHost.Tenant,
            until,
            7,
            [
                new ValidityEntry(record, record.Active, FakeAdministration.Time, "Ends."),
                new ValidityEntry(record, null, null, "None."),
            ]
        );
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var report = await client.GetValidityReportAsync(until);

        Assert.Equal(7, report.Identities);
        Assert.Equal(
            ("gv", "01000123", 2, FakeAdministration.Time, "Ends."),
            (
                report.Failing[0].Identity,
                report.Failing[0].School,
                report.Failing[0].Version,
                report.Failing[0].SignsUntil.ToDateTimeOffset(),
                report.Failing[0].Reason
            )
        );
        Assert.Equal((0, null), (report.Failing[1].Version, report.Failing[1].SignsUntil));
        Assert.Equal($"report {until:O}", registry.Others.Single().What);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(51 * 366)]
    public Task Report_WhenTheDateIsNotAhead_NamesIt(int days) =>
        AdminCalls.RefusesAsync(
            "until",
            async admin =>
                await admin.GetValidityReportAsync(
                    new Wire.GetValidityReportRequest
                    {
                        Until = TimeProvider.System.GetUtcNow().AddDays(days).ToTimestamp(),
                    }
                )
        );

    [Fact]
    public async Task Objects_WhenATokenHasKeys_TellsThemWithTheirCertificates()
    {
        using var certificate = MadeCertificate.Of("x");
        var registry = new FakeAdministration { Tokens = ["token-1", "token-2"] };
        registry.Objects.AddRange([
            new TokenObject("pkcs11:id=%01", "01", "khoá\u001B[2J", KeyKind.EcP384, [certificate]),
            new TokenObject("pkcs11:id=%02", "02", "", null, []),
        ]);
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var objects = await client.ListTokenObjectsAsync();

        Assert.Equal(["token-1", "token-1"], objects.Select(static o => o.Token));
        Assert.Equal(
            ("pkcs11:id=%01", "01", "khoá\u001B[2J", Wire.KeyKind.EcP384),
            (objects[0].KeyUri, objects[0].Id, objects[0].Label, objects[0].Kind)
        );
        Assert.Equal(certificate.SerialNumber, objects[0].Certificates.Single().Serial);
        Assert.Equal(Wire.KeyKind.Unspecified, objects[1].Kind);
        registry.Away = "token-2";
        Assert.Equal(2, (await client.ListTokenObjectsAsync()).Count);
        registry.Away = null;
        registry.ForeignKey = objects[0].KeyUri;
        Assert.Equal([objects[1].KeyUri], (await client.ListTokenObjectsAsync()).Select(static o => o.KeyUri));
        Assert.Empty(await client.ListTokenObjectsAsync("token-2"));
        Assert.Equal(
            StatusCode.NotFound,
            (await Assert.ThrowsAsync<SigningClientException>(() => client.ListTokenObjectsAsync("token-3"))).Status
        );
    }

    [Fact]
    public async Task TestSign_WhenItWorks_TellsHow()
    {
        await using var host = await TestHost.StartAsync();
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);

        var test = await client.TestSignAsync("gv", 4);

        Assert.Equal((4, "Ecdsa-SHA256", 1500), (test.Version.Number, test.Algorithm, test.SigningMicroseconds));
    }

    [Fact]
    public async Task Watch_WhenSomethingHappens_TellsItBehindTheFirstMessage()
    {
        var registry = new FakeAdministration();
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);
        await using var notices = client.WatchIdentitiesAsync().GetAsyncEnumerator();

        Assert.True(await notices.MoveNextAsync());
        Assert.Equal(Wire.NoticeKind.Watching, notices.Current.Kind);
        Assert.True(registry.IsWatched);
        var version = FakeAdministration.Version(2, VersionState.Active);
        await registry.Notices.WriteAsync(
            new IdentityNotice
            {
                Kind = IdentityNoticeKind.Expiring,
                At = FakeAdministration.Time,
                Tenant = TestHost.Tenant,
                IdentityId = "gv",
                Version = version,
                Administrator = "a",
                Description = "Ends soon.",
                DaysLeft = 7,
                ChangeId = "c1",
            }
        );
        Assert.True(await notices.MoveNextAsync());

        var notice = notices.Current;
        Assert.Equal(
            (Wire.NoticeKind.Expiring, FakeAdministration.Time, "gv", 7),
            (notice.Kind, notice.Time.ToDateTimeOffset(), notice.Identity, notice.DaysLeft)
        );
        Assert.Equal(
            (2, "a", "Ends soon.", "c1"),
            (notice.Version.Number, notice.Administrator, notice.Description, notice.ChangeId)
        );
    }

    [Fact]
    public async Task Watch_WhenItFallsBehind_EndsWithTheReason()
    {
        var registry = new FakeAdministration();
        await using var host = await TestHost.StartAsync(administration: registry);
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);
        await using var notices = client.WatchIdentitiesAsync().GetAsyncEnumerator();
        await notices.MoveNextAsync();

        registry.Notices.Complete(new SigningException(SigningErrorKind.Overloaded, "Too slow."));
        var e = await Assert.ThrowsAsync<SigningClientException>(async () => await notices.MoveNextAsync());

        Assert.Equal("OVERLOADED", e.Kind);
    }

    [Fact]
    public async Task Watch_WhenTheServerGoesDown_EndsWithUnavailable()
    {
        var host = await TestHost.StartAsync();
        using var client = new CertificateAdminClient(host.Host.GrpcAddress);
        await using var notices = client.WatchIdentitiesAsync().GetAsyncEnumerator();
        await notices.MoveNextAsync();

        var next = notices.MoveNextAsync().AsTask();
        await host.DisposeAsync();
        var e = await Assert.ThrowsAsync<SigningClientException>(() => next);

        Assert.Equal(StatusCode.Unavailable, e.Status);
    }

    private static async Task<string> NamesAsync(CertificateAdminClient client, IdentityFilter filter) =>
        string.Join(
            ' ',
            await client.ListIdentitiesAsync(filter).Select(static i => i.Definition.Identity).ToListAsync()
        );
}
