// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>What the administration refuses, with a real token and certificates of openssl: the kind tells why, and nothing changes.</summary>
public sealed class AdministrationRefusalTests : IAsyncLifetime
{
    private readonly OpenSslAuthority _authority = new();
    private readonly School _school;
    private RunningServer _server = null!;
    private CertificateAdminClient _admin = null!;

    public AdministrationRefusalTests() => _school = new School(SchoolLevel.TieuHoc, _authority);

    public async Task InitializeAsync()
    {
        _server = await RunningServer.StartAsync(_school.WriteConfiguration());
        _admin = new CertificateAdminClient(_server.Host.GrpcAddress);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
        _school.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Calls_WhenTheIdentityIsUnknown_AreNotFound()
    {
        Func<Task>[] calls =
        [
            () => _admin.GetIdentityAsync("nobody"),
            () => _admin.GenerateKeyAsync("nobody"),
            () => RotationSite.RequestAsync(_admin, "nobody", 1),
            () => _admin.InstallCertificateAsync("nobody", 1, [_authority.Issuer.Certificate.RawData]),
            () => _admin.ImportVersionAsync("nobody", "pkcs11:object=x", [_authority.Issuer.Certificate.RawData]),
            () => _admin.TestSignAsync("nobody", 1),
            () => _admin.ActivateVersionAsync("nobody", 1),
            () => _admin.RollBackAsync("nobody"),
            () => _admin.RetireVersionAsync("nobody", 1),
            () => _admin.SuspendVersionAsync("nobody", 1, "x"),
            () => _admin.ResumeVersionAsync("nobody", 1),
            () => _admin.RevokeVersionAsync("nobody", 1, RevocationReason.Superseded),
            () => _admin.ConfirmChangeAsync("0123"),
            () => _admin.RejectChangeAsync("0123"),
            () => _admin.TestSignAsync("truong", 9),
            () => _admin.RetireVersionAsync("truong", 9),
            () => _admin.ListTokenObjectsAsync("nowhere"),
        ];
        foreach (var call in calls)
        {
            var refusal = await Assert.ThrowsAsync<SigningClientException>(call);
            Assert.Equal((StatusCode.NotFound, "IDENTITY_NOT_FOUND"), (refusal.Status, refusal.Kind));
        }
    }

    [Fact]
    public async Task Calls_WhenTheStateDoesNotAllowThem_AreOutOfOrder()
    {
        var version = (await _admin.GenerateKeyAsync("truong")).Version;
        Func<Task>[] calls =
        [
            () => _admin.ActivateVersionAsync("truong", version),
            () => _admin.RollBackAsync("truong"),
            () => _admin.ResumeVersionAsync("truong", version),
            () => _admin.ActivateVersionAsync("truong", 1),
            () => RotationSite.RequestAsync(_admin, "truong", 1),
            () => _admin.InstallCertificateAsync("truong", 1, [_school.CertificateOf("truong").RawData]),
        ];
        foreach (var call in calls)
        {
            var refusal = await Assert.ThrowsAsync<SigningClientException>(call);
            Assert.Equal((StatusCode.FailedPrecondition, "OUT_OF_ORDER"), (refusal.Status, refusal.Kind));
        }
        await _admin.RevokeVersionAsync("truong", version, RevocationReason.Unspecified);
        var revoked = await Assert.ThrowsAsync<SigningClientException>(() =>
            _admin.ResumeVersionAsync("truong", version)
        );
        Assert.Equal("OUT_OF_ORDER", revoked.Kind);
    }

    [Fact]
    public async Task Update_WhenTheFileDefinesTheIdentity_IsNotPermitted()
    {
        var definition = (await _admin.GetIdentityAsync("truong")).Definition;

        var update = await Assert.ThrowsAsync<SigningClientException>(() => _admin.UpdateIdentityAsync(definition));
        var create = await Assert.ThrowsAsync<SigningClientException>(() => _admin.CreateIdentityAsync(definition));

        Assert.Equal("NOT_PERMITTED", update.Kind);
        Assert.Equal("INVALID_REQUEST", create.Kind);
    }

    [Theory]
    [InlineData("other key")]
    [InlineData("other authority")]
    [InlineData("expired")]
    [InlineData("no digitalSignature")]
    [InlineData("authority")]
    [InlineData("twice")]
    [InlineData("weak")]
    public async Task Install_WhenTheCertificateIsWrong_SaysWhyAndChangesNothing(string what)
    {
        var version = (await _admin.GenerateKeyAsync("truong")).Version;
        var request = await RotationSite.RequestAsync(_admin, "truong", version);
        using var stranger = new OpenSslAuthority();
        byte[][] chain = what switch
        {
            "other key" => [_authority.IssuePerson("x").RawData],
            "other authority" => [(await stranger.CertifyAsync(request)).RawData],
            "expired" => [(await _authority.CertifyAsync(request, notAfter: "20210101000000Z")).RawData],
            "no digitalSignature" =>
            [
                (
                    await _authority.CertifyAsync(
                        request,
                        OpenSslAuthority.UsualExtensions + "\nkeyUsage = critical,keyEncipherment"
                    )
                ).RawData,
            ],
            "authority" =>
            [
                (
                    await _authority.CertifyAsync(
                        request,
                        "basicConstraints = critical,CA:TRUE\nkeyUsage = critical,digitalSignature,keyCertSign"
                    )
                ).RawData,
            ],
            "twice" => await TwiceAsync(request),
            _ => [_authority.IssuePerson("x", TestKey.Rsa(1024).PublicKey).RawData],
        };

        var refusal = await Assert.ThrowsAsync<SigningClientException>(() =>
            _admin.InstallCertificateAsync("truong", version, [.. chain.Select(static c => (ReadOnlyMemory<byte>)c)])
        );

        Assert.Equal((StatusCode.FailedPrecondition, "CERTIFICATE_NOT_USABLE"), (refusal.Status, refusal.Kind));
        var now = (await _admin.GetIdentityAsync("truong")).Versions[^1];
        Assert.Equal((VersionState.RequestMade, null), (now.State, now.Certificate));
    }

    [Fact]
    public async Task Activate_WhenTheCertificateIsNotValidYet_IsRefusedNowAndTakenForLater()
    {
        var version = (await _admin.GenerateKeyAsync("truong")).Version;
        var request = await RotationSite.RequestAsync(_admin, "truong", version);
        var certificate = await _authority.CertifyAsync(request, notBefore: "20390101000000Z");
        var later = new DateTimeOffset(2039, 6, 1, 0, 0, 0, TimeSpan.Zero);

        var installed = await _admin.InstallCertificateAsync("truong", version, [certificate.RawData]);
        var refusal = await Assert.ThrowsAsync<SigningClientException>(() =>
            _admin.ActivateVersionAsync("truong", version)
        );
        var early = await Assert.ThrowsAsync<SigningClientException>(() =>
            _admin.ActivateVersionAsync("truong", version, later.AddYears(-1))
        );
        var scheduled = await _admin.ActivateVersionAsync("truong", version, later);

        Assert.NotEmpty(installed.Warnings);
        Assert.Equal("CERTIFICATE_NOT_USABLE", refusal.Kind);
        Assert.Equal("CERTIFICATE_NOT_USABLE", early.Kind);
        Assert.Equal(
            (VersionState.Scheduled, later, 1),
            (
                scheduled.Identity.Versions[^1].State,
                scheduled.Identity.Versions[^1].ActivateAt.ToDateTimeOffset(),
                scheduled.Identity.ActiveVersion
            )
        );
    }

    // RSA of 1,024 bits, key and certificate alike: the key is the token's, so only its weakness is left to refuse.
    [Fact]
    public async Task Import_WhenTheKeyIsWeak_IsRefused()
    {
        var (label, id) = ("weak", "77");
        var made = OutsideTool.Run(
            "env",
            $"SOFTHSM2_CONF={SoftHsmEnvironment.ConfigurationFile}",
            "pkcs11-tool",
            "--module",
            SoftHsmEnvironment.ModulePath,
            "--token-label",
            _school.Token,
            "--login",
            "--pin",
            _school.Pin,
            "--keypairgen",
            "--key-type",
            "rsa:1024",
            "--label",
            label,
            "--id",
            id
        );
        Assert.True(made.ExitCode == 0, made.Error);
        var uri = $"pkcs11:token={_school.Token};id=%{id}";
        var certificate = _authority.IssuePerson("weak", _school.PublicKeyOf(uri));

        var found = (await _admin.ListTokenObjectsAsync()).Single(o => o.Id == id);
        var refusal = await Assert.ThrowsAsync<SigningClientException>(() =>
            _admin.ImportVersionAsync("truong", found.KeyUri, [certificate.RawData])
        );

        Assert.Equal(KeyKind.Unspecified, found.Kind);
        Assert.Equal("CERTIFICATE_NOT_USABLE", refusal.Kind);
    }

    [Theory]
    [InlineData("pkcs11:object=gv;id=%00", "IDENTITY_NOT_FOUND")]
    [InlineData("no uri", "INVALID_REQUEST")]
    [InlineData("pkcs11:object=gv?pin-value=1234", "INVALID_REQUEST")]
    public async Task Import_WhenTheUriIsWrong_IsRefused(string uri, string kind)
    {
        var refusal = await Assert.ThrowsAsync<SigningClientException>(() =>
            _admin.ImportVersionAsync("truong", uri, [_authority.IssuePerson("x").RawData])
        );
        Assert.Equal(kind, refusal.Kind);
    }

    private async Task<byte[][]> TwiceAsync(string request)
    {
        var certificate = (await _authority.CertifyAsync(request)).RawData;
        return [certificate, certificate];
    }
}
