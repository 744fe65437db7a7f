// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>Two administrators with certificates of their own: what one asks for, the other one confirms.</summary>
public sealed class DualControlTests : IAsyncLifetime
{
    private readonly OpenSslAuthority _authority = new();
    private Administrators _people = null!;
    private School _school = null!;
    private RunningServer _server = null!;
    private CertificateAdminClient _lan = null!;
    private CertificateAdminClient _minh = null!;

    public async Task InitializeAsync()
    {
        _people = await Administrators.CreateAsync();
        _school = new School(SchoolLevel.TieuHoc, _authority)
        {
            Tls = _people.Tls,
            Clients = Administrators.Clients,
            Administration = new { dualControl = true },
        };
        _server = await RunningServer.StartAsync(_school.WriteConfiguration());
        _lan = new CertificateAdminClient(_server.Host.GrpcAddress, options: _people.OptionsOf("lan"));
        _minh = new CertificateAdminClient(_server.Host.GrpcAddress, options: _people.OptionsOf("minh"));
    }

    public async Task DisposeAsync()
    {
        _lan.Dispose();
        _minh.Dispose();
        await _server.DisposeAsync();
        _school.Dispose();
        _people.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Rotation_WhenTwoAdministratorsAgreeOnEveryStep_SignsWithTheNewVersion()
    {
        var made = await ConfirmAsync(await _lan.GenerateKeyAsync("truong"));
        var asked = await _lan.CreateCertificateRequestAsync(
            new CreateCertificateRequestRequest
            {
                Identity = "truong",
                Version = made.Version,
                Subject = RotationSite.Subject,
            }
        );
        Assert.Empty(asked.CertificateRequest);
        var request = (await ConfirmAsync(asked.Outcome)).Identity.Versions[^1].CertificateRequest;
        var certificate = await _authority.CertifyAsync(
            System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE REQUEST", request.Span)
        );
        await ConfirmAsync(await _lan.InstallCertificateAsync("truong", made.Version, [certificate.RawData]));
        var waiting = await _lan.ActivateVersionAsync("truong", made.Version);

        Assert.Equal(1, (await _minh.GetIdentityAsync("truong")).ActiveVersion);
        Assert.Equal(
            ("lan", "CertificateAdminService/ActivateVersion", "truong"),
            (waiting.Pending.Administrator, waiting.Pending.Operation, waiting.Pending.Identity)
        );
        Assert.Equal(waiting.Pending, (await _minh.ListPendingChangesAsync()).Single());
        var active = await ConfirmAsync(waiting);

        Assert.Equal(made.Version, active.Identity.ActiveVersion);
        Assert.Empty(await _lan.ListPendingChangesAsync());
        using var system = new SigningClient(_server.Host.GrpcAddress, _people.OptionsOf("truong-hoc"));
        var transcript = _school.Transcripts(1)[0];
        var signed = await system.SignAsync(new DocumentToSign("d", transcript.Xml), School.AllSteps(transcript));
        Assert.Equal(certificate.SerialNumber, signed.Signatures[^1].CertificateSerial);
    }

    [Fact]
    public async Task Confirm_WhenItIsTheOneWhoAsked_IsNotPermitted()
    {
        var waiting = (await _lan.SuspendVersionAsync("truong", 1, "mất thẻ")).Pending;

        var own = await Assert.ThrowsAsync<SigningClientException>(() => _lan.ConfirmChangeAsync(waiting.ChangeId));

        Assert.Equal((StatusCode.PermissionDenied, "NOT_PERMITTED"), (own.Status, own.Kind));
        Assert.Equal(VersionState.Active, (await _lan.GetIdentityAsync("truong")).Versions[0].State);
        await _minh.ConfirmChangeAsync(waiting.ChangeId);
        Assert.Equal(VersionState.Suspended, (await _lan.GetIdentityAsync("truong")).Versions[0].State);
    }

    [Fact]
    public async Task Reject_WhenEitherDoes_DropsTheChange()
    {
        var first = (await _lan.SuspendVersionAsync("truong", 1, "a")).Pending.ChangeId;
        var second = (await _lan.SuspendVersionAsync("truong", 1, "b")).Pending.ChangeId;

        await _lan.RejectChangeAsync(first);
        await _minh.RejectChangeAsync(second);

        foreach (var change in new[] { first, second })
        {
            var gone = await Assert.ThrowsAsync<SigningClientException>(() => _minh.ConfirmChangeAsync(change));
            Assert.Equal("IDENTITY_NOT_FOUND", gone.Kind);
        }
        Assert.Equal(VersionState.Active, (await _lan.GetIdentityAsync("truong")).Versions[0].State);
    }

    [Fact]
    public async Task Confirm_WhenTheIdentityHasChangedSince_IsOutOfOrder()
    {
        var first = (await _lan.GenerateKeyAsync("truong")).Pending.ChangeId;
        var second = (await _lan.GenerateKeyAsync("truong")).Pending.ChangeId;
        await _minh.ConfirmChangeAsync(second);

        var late = await Assert.ThrowsAsync<SigningClientException>(() => _minh.ConfirmChangeAsync(first));

        Assert.Equal("OUT_OF_ORDER", late.Kind);
        Assert.Equal(
            [VersionState.Active, VersionState.KeyGenerated],
            (await _lan.GetIdentityAsync("truong")).Versions.Select(static v => v.State)
        );
    }

    [Fact]
    public async Task Watch_WhenAChangeWaits_TellsBothAdministrators()
    {
        await using var notices = _minh.WatchIdentitiesAsync().GetAsyncEnumerator();
        await notices.MoveNextAsync();

        var waiting = (await _lan.SuspendVersionAsync("truong", 1, "mất thẻ")).Pending;
        await notices.MoveNextAsync();
        var told = notices.Current;
        await _minh.RejectChangeAsync(waiting.ChangeId);
        await notices.MoveNextAsync();

        Assert.Equal(
            (NoticeKind.ChangePending, waiting.ChangeId, "truong", "lan"),
            (told.Kind, told.ChangeId, told.Identity, told.Administrator)
        );
        Assert.Equal((NoticeKind.ChangeDropped, waiting.ChangeId), (notices.Current.Kind, notices.Current.ChangeId));
    }

    [Fact]
    public async Task Calls_WhenTheCallerMayOnlySign_AreNotPermitted()
    {
        using var system = new CertificateAdminClient(
            _server.Host.GrpcAddress,
            options: _people.OptionsOf("truong-hoc")
        );

        var read = await Assert.ThrowsAsync<SigningClientException>(() => system.GetIdentityAsync("truong"));
        var write = await Assert.ThrowsAsync<SigningClientException>(() => system.RollBackAsync("truong"));
        var watch = await Assert.ThrowsAsync<SigningClientException>(async () =>
            await system.WatchIdentitiesAsync().FirstAsync()
        );

        Assert.All([read, write, watch], static e => Assert.Equal("NOT_PERMITTED", e.Kind));
    }

    private Task<ChangeOutcome> ConfirmAsync(ChangeOutcome outcome)
    {
        Assert.Equal(0, outcome.Version);
        return _minh.ConfirmChangeAsync(outcome.Pending.ChangeId);
    }
}
