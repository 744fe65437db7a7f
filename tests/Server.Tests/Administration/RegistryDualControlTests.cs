// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.TestKit;
using static HocBaSo.Signing.Server.Tests.RegistryHouse;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Dual control: a change by one administrator takes effect when a second one confirms.</summary>
public sealed class RegistryDualControlTests : IAsyncLifetime
{
    private readonly RegistryHouse _house = new();

    public async Task InitializeAsync()
    {
        await _house.StartAsync();
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        _house.Options = new AdministrationOptions { DualControl = true };
        await _house.StartAsync();
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Apply_WhenTooManyChangesOfATenantWait_OtherTenantsMayAsk()
    {
        _house.Tenants.Add("so-khac");
        await _house.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            await _house.ApplyAsync(new CreateIdentity(Definition($"i-{i}")));
        }

        var refusal = await _house.RefusalAsync(new CreateIdentity(Definition("one-more")));
        var other = await _house.ApplyAsync(new CreateIdentity(Definition() with { Tenant = "so-khac" }));

        Assert.Equal(SigningErrorKind.QuotaExceeded, refusal.Kind);
        Assert.NotNull(other.Pending);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Confirm_WhenASecondAdministratorDoes_TheChangeIsMade(bool restarts)
    {
        var asked = await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));
        Assert.Null(asked.Version);
        Assert.Equal(1, _house.Current.Find(Tenant, Head)!.Version);
        if (restarts)
        {
            await _house.StartAsync();
        }
        var waiting = Assert.Single(_house.Registry.Pending(Tenant));
        Assert.Equal(asked.Pending, waiting);
        Assert.Equal(("an", "Activate version 2."), (waiting.Administrator, waiting.Description));

        var made = await ConfirmAsync(waiting.Id);

        Assert.Equal(2, made.Version!.Number);
        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Empty(_house.Registry.Pending(Tenant));
        Assert.Equal(
            [JournalEventKind.AdministrationPending, JournalEventKind.AdministrationChanged],
            _house.Journal.Events.TakeLast(2).Select(e => e.Kind)
        );
        Assert.Contains("asked for by an", _house.Journal.Events[^1].Detail, StringComparison.Ordinal);
        await _house.StartAsync();
        Assert.Empty(_house.Registry.Pending(Tenant));
    }

    [Fact]
    public async Task Confirm_WhenTheSameAdministratorDoes_IsNotPermitted()
    {
        var asked = await _house.ApplyAsync(new RevokeVersion(Tenant, Head, 1, "stolen"));

        var refused = await Assert.ThrowsAsync<SigningException>(() => ConfirmAsync(asked.Pending!.Id, "an"));

        Assert.Equal(SigningErrorKind.NotPermitted, refused.Kind);
        Assert.NotNull(_house.Current.Find(Tenant, Head));
        Assert.Single(_house.Registry.Pending(Tenant));
    }

    [Fact]
    public async Task Confirm_WhenTheIdentityHasChangedSince_HasToBeAskedForAgain()
    {
        var first = await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));
        var second = await _house.ApplyAsync(new RetireVersion(Tenant, Head, 2));
        await ConfirmAsync(second.Pending!.Id);

        var refused = await Assert.ThrowsAsync<SigningException>(() => ConfirmAsync(first.Pending!.Id));

        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
        Assert.Equal(1, _house.Current.Find(Tenant, Head)!.Version);
    }

    [Fact]
    public async Task Confirm_WhenTheKeyNoLongerSigns_IsRefusedAndStillWaits()
    {
        var asked = await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));
        _house.Tokens.SignsWithAnother = true;

        var refused = await Assert.ThrowsAsync<SigningException>(() => ConfirmAsync(asked.Pending!.Id));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, refused.Kind);
        Assert.Single(_house.Registry.Pending(Tenant));
    }

    [Fact]
    public async Task Confirm_WhenItHasExpired_IsNotFoundAndTold()
    {
        var asked = await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));
        Assert.Equal(_house.Time.GetUtcNow().AddHours(24), asked.Pending!.ExpiresAt);
        _house.Time.Advance(TimeSpan.FromHours(24));

        var refused = await Assert.ThrowsAsync<SigningException>(() => ConfirmAsync(asked.Pending.Id));

        Assert.Equal(SigningErrorKind.IdentityNotFound, refused.Kind);
        Assert.StartsWith("Expired", _house.Journal.Events[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_WhenItIsOfAnotherTenant_IsNotFound()
    {
        var asked = await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));

        var refused = await Assert.ThrowsAsync<SigningException>(() =>
            _house.Registry.ConfirmAsync(Call("binh"), "elsewhere", asked.Pending!.Id, CancellationToken.None)
        );

        Assert.Equal(SigningErrorKind.IdentityNotFound, refused.Kind);
    }

    [Fact]
    public async Task Ask_WhenTheFileFails_TheJournalSaysThatNothingWaits()
    {
        _house.Store!.Fails = true;

        await Assert.ThrowsAsync<SigningException>(() => _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null)));

        Assert.Empty(_house.Registry.Pending(Tenant));
        AssertLast("Does not wait");
    }

    [Fact]
    public async Task Reject_WhenTheFileFails_TheJournalSaysThatItStillWaits()
    {
        var asked = await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));
        _house.Store!.Fails = true;

        await Assert.ThrowsAsync<SigningException>(() =>
            _house.Registry.RejectAsync(Call("an"), Tenant, asked.Pending!.Id, CancellationToken.None)
        );

        Assert.Single(_house.Registry.Pending(Tenant));
        AssertLast("Waits still");
    }

    [Fact]
    public async Task Reject_WhenAnyoneDoes_TheChangeIsGone()
    {
        var asked = await _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256));

        await _house.Registry.RejectAsync(Call("an"), Tenant, asked.Pending!.Id, CancellationToken.None);

        Assert.Empty(_house.Registry.Pending(Tenant));
        var refused = await Assert.ThrowsAsync<SigningException>(() => ConfirmAsync(asked.Pending.Id));
        Assert.Equal(SigningErrorKind.IdentityNotFound, refused.Kind);
        Assert.Equal(2, _house.Registry.Find(Tenant, Head)!.Versions.Count);
    }

    [Fact]
    public async Task Apply_WhenTheChangeIsImpossible_IsRefusedBeforeItWaits()
    {
        var refused = await _house.RefusalAsync(new ResumeVersion(Tenant, Head, 1));

        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
        Assert.Empty(_house.Registry.Pending(Tenant));
    }

    [Fact]
    public void Codec_WhenAnyChangeIsWritten_ReadsItAgain()
    {
        X509Certificate2[] chain = [.. _house.Chain(TestKey.Ec().PublicKey)];
        var content = new CertificateRequestContent
        {
            Subject = new RequestedSubject
            {
                CommonName = "Nguyễn Thị \"Hiệu\"",
                Organization = "THCS",
                OrganizationalUnits = ["Tổ Toán", "Ban giám hiệu"],
                UserId = "CCCD:1",
                Country = null,
            },
            DnsNames = ["a.vn"],
            EmailAddresses = ["b@c.vn"],
            Uris = ["https://d.vn/"],
            ChallengePassword = "secret",
        };
        var at = _house.Time.GetUtcNow();
        IdentityChange[] changes =
        [
            new CreateIdentity(Definition()),
            new UpdateIdentity(Definition() with { School = "S2" }),
            new GenerateKey(Tenant, Head, "hsm", KeyKind.Rsa3072),
            new MakeRequest(Tenant, Head, 3, content),
            new InstallCertificate(Tenant, Head, 3, chain),
            new ImportVersion(Tenant, Head, "pkcs11:token=hsm;id=%01", chain),
            new ActivateVersion(Tenant, Head, 3, at),
            new ActivateVersion(Tenant, Head, 3, null),
            new RollBack(Tenant, Head),
            new RetireVersion(Tenant, Head, 1),
            new SuspendVersion(Tenant, Head, 1, "nghỉ"),
            new ResumeVersion(Tenant, Head, 1),
            new RevokeVersion(Tenant, Head, 1, "mất thẻ"),
        ];

        // Every kind of change there is, so that a new one can't be forgotten.
        Assert.Equal(
            typeof(IdentityChange).Assembly.GetTypes().Where(t => t.BaseType == typeof(IdentityChange)).ToHashSet(),
            changes.Select(c => c.GetType()).ToHashSet()
        );
        Assert.All(
            changes,
            change =>
            {
                var read = ChangeCodec.Read(ChangeCodec.Write(change));
                Assert.Equal(change.GetType(), read.GetType());
                Assert.Equal((change.Tenant, change.IdentityId), (read.Tenant, read.IdentityId));
                Assert.Equal(ChangeCodec.Write(change), ChangeCodec.Write(read));
            }
        );
        var request = (MakeRequest)ChangeCodec.Read(ChangeCodec.Write(changes[3]));
        Assert.Equal("secret", request.Content.ChallengePassword);
        Assert.Equal(["Tổ Toán", "Ban giám hiệu"], request.Content.Subject.OrganizationalUnits);
        Assert.Equal(chain, ((InstallCertificate)ChangeCodec.Read(ChangeCodec.Write(changes[4]))).Chain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"$type":"delete-everything","Tenant":"t","IdentityId":"i"}""")]
    [InlineData("""{"$type":"roll-back","Tenant":"t","IdentityId":"i","More":1}""")]
    [InlineData("""{"$type":"install-certificate","Tenant":"t","IdentityId":"i","Version":1,"Chain":["AAAA"]}""")]
    public void Codec_WhenItIsNoChange_SaysSo(string text) =>
        Assert.Throws<InvalidDataException>(() => ChangeCodec.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    private Task<ChangeResult> ConfirmAsync(string changeId, string administrator = "binh") =>
        _house.Registry.ConfirmAsync(Call(administrator), Tenant, changeId, CancellationToken.None);

    private void AssertLast(string beginning)
    {
        var last = _house.Journal.Events[^1];
        Assert.StartsWith(beginning, last.Detail, StringComparison.Ordinal);
        Assert.Equal(SigningErrorKind.StorageFailed, last.Error);
    }
}
