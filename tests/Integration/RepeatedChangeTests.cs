// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>A change that is sent again under its request id is made once, through a restart as well.</summary>
public sealed class RepeatedChangeTests
{
    [Fact]
    public async Task Change_WhenItsRequestComesAgain_IsMadeOnce()
    {
        using var authority = new OpenSslAuthority();
        using var school = new School(SchoolLevel.TieuHoc, authority);
        var configuration = school.WriteConfiguration();
        ChangeOutcome first;
        await using (var server = await RunningServer.StartAsync(configuration))
        {
            using var admin = new CertificateAdminClient(server.Host.GrpcAddress);
            first = await admin.GenerateKeyAsync("truong", requestId: "r-1");
            var again = await admin.GenerateKeyAsync("truong", requestId: "r-1");
            Assert.Equal((2, false), (first.Version, first.RepeatedRequest));
            Assert.Equal((2, true), (again.Version, again.RepeatedRequest));
            Assert.Equal(first.Identity, again.Identity);
        }
        await using var restarted = await RunningServer.StartAsync(configuration);
        using var later = new CertificateAdminClient(restarted.Host.GrpcAddress);

        var afterRestart = await later.GenerateKeyAsync("truong", requestId: "r-1");
        var otherKind = await Assert.ThrowsAsync<SigningClientException>(() =>
            later.GenerateKeyAsync("truong", KeyKind.EcP384, requestId: "r-1")
        );
        var otherCall = await Assert.ThrowsAsync<SigningClientException>(() =>
            later.RetireVersionAsync("truong", 2, requestId: "r-1")
        );

        Assert.Equal((2, true), (afterRestart.Version, afterRestart.RepeatedRequest));
        Assert.Equal(2, (await later.GetIdentityAsync("truong")).Versions.Count);
        Assert.All(
            [otherKind, otherCall],
            static e => Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (e.Status, e.Kind))
        );
    }

    [Fact]
    public async Task Change_WhenItFailedBefore_IsTriedAgain()
    {
        using var authority = new OpenSslAuthority();
        using var school = new School(SchoolLevel.TieuHoc, authority);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var admin = new CertificateAdminClient(server.Host.GrpcAddress);

        await Assert.ThrowsAsync<SigningClientException>(() => admin.RollBackAsync("truong", "r-1"));
        var (version, _) = await RotationSite.InstallAsync(admin, authority, "truong");
        await admin.ActivateVersionAsync("truong", version);
        var outcome = await admin.RollBackAsync("truong", "r-1");

        Assert.Equal((1, false), (outcome.Identity.ActiveVersion, outcome.RepeatedRequest));
    }

    [Fact]
    public async Task Change_WhenItWaits_ComesAgainAsThatUntilItIsConfirmedOnce()
    {
        using var people = await Administrators.CreateAsync();
        using var school = new School(SchoolLevel.TieuHoc)
        {
            Tls = people.Tls,
            Clients = Administrators.Clients,
            Administration = new { dualControl = true },
        };
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var lan = new CertificateAdminClient(server.Host.GrpcAddress, options: people.OptionsOf("lan"));
        using var minh = new CertificateAdminClient(server.Host.GrpcAddress, options: people.OptionsOf("minh"));

        var asked = await lan.GenerateKeyAsync("truong", requestId: "r-1");
        var again = await lan.GenerateKeyAsync("truong", requestId: "r-1");
        // Another administrator's request ids are his own.
        var other = await minh.GenerateKeyAsync("truong", requestId: "r-1");
        var confirmed = await minh.ConfirmChangeAsync(asked.Pending.ChangeId, "c-1");
        var confirmedAgain = await minh.ConfirmChangeAsync(asked.Pending.ChangeId, "c-1");
        var late = await lan.GenerateKeyAsync("truong", requestId: "r-1");
        await lan.RejectChangeAsync(other.Pending.ChangeId, "j-1");
        await lan.RejectChangeAsync(other.Pending.ChangeId, "j-1");

        Assert.Equal(asked.Pending, again.Pending);
        Assert.NotEqual(asked.Pending.ChangeId, other.Pending.ChangeId);
        Assert.Equal((2, 2, true), (confirmed.Version, confirmedAgain.Version, confirmedAgain.RepeatedRequest));
        Assert.Equal((null, true), (late.Pending, late.RepeatedRequest));
        Assert.Equal(2, (await lan.GetIdentityAsync("truong")).Versions.Count);
        Assert.Empty(await lan.ListPendingChangesAsync());
    }
}
