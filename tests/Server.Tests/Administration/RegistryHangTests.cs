// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.TestKit;
using static HocBaSo.Signing.Server.Tests.RegistryHouse;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A stolen key stops at once, also while another change waits for a token that hangs.</summary>
public sealed class RegistryHangTests : IAsyncLifetime
{
    // Nothing is measured with it: a test that would never end fails by it.
    private static readonly TimeSpan s_guard = TimeSpan.FromMinutes(1);
    private readonly RegistryHouse _house = new();
    private readonly HangingCall _hang = new();

    // Of the head: 1 retiring, 2 active, 3 a key alone, 4 to 6 with a certificate.
    public async Task InitializeAsync()
    {
        await _house.StartAsync();
        await _house.NewActiveAsync("other");
        await _house.NewActiveAsync("third");
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));
        await _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256));
        for (var number = 4; number <= 6; number++)
        {
            Assert.Equal(number, await _house.NewVersionAsync());
        }
    }

    public async Task DisposeAsync()
    {
        // A registry finishes what it has begun: a test that failed must not hang here.
        _hang.End();
        await _house.DisposeAsync();
    }

    [Theory]
    [InlineData(nameof(GenerateKey), 7, VersionState.KeyGenerated)]
    [InlineData(nameof(MakeRequest), 3, VersionState.RequestMade)]
    [InlineData(nameof(InstallCertificate), 3, VersionState.CertificateInstalled)]
    [InlineData(nameof(ImportVersion), 7, VersionState.CertificateInstalled)]
    [InlineData(nameof(ActivateVersion), 4, VersionState.Active)]
    [InlineData(nameof(RollBack), 1, VersionState.Active)]
    [InlineData(nameof(ResumeVersion), 2, VersionState.Active)]
    public async Task End_WhenAChangeHangsInAToken_OtherVersionsStopAndTheChangeIsMadeLater(
        string operation,
        int number,
        VersionState state
    )
    {
        var change = await BeginAsync(operation);

        await EndAsync(new SuspendVersion(Tenant, "other", 1, "card lost"));
        await EndAsync(new RevokeVersion(Tenant, "third", 1, "card stolen"));
        await EndAsync(new SuspendVersion(Tenant, Head, 5, "card lost"));
        await EndAsync(new RevokeVersion(Tenant, Head, 6, "card stolen"));

        Assert.False(change.IsCompleted);
        Assert.Equal("is suspended", _house.Current.WhyUnusable(Tenant, "other"));
        Assert.Equal("is revoked", _house.Current.WhyUnusable(Tenant, "third"));
        Assert.Equal([VersionState.Suspended, VersionState.Revoked], [StateOf(5), StateOf(6)]);
        var revision = _house.Registry.Find(Tenant, Head)!.Revision;
        _hang.End();
        var made = await change.WaitAsync(s_guard);

        Assert.Equal((number, state), (made.Version!.Number, made.Version.State));
        Assert.Equal(revision + 1, made.Identity!.Revision);
        await _house.StartAsync();
        Assert.Equal([state, VersionState.Suspended, VersionState.Revoked], [StateOf(number), StateOf(5), StateOf(6)]);
    }

    [Theory]
    [InlineData(nameof(MakeRequest), 3, false)]
    [InlineData(nameof(MakeRequest), 3, true)]
    [InlineData(nameof(InstallCertificate), 3, false)]
    [InlineData(nameof(ActivateVersion), 4, false)]
    [InlineData(nameof(ActivateVersion), 4, true)]
    [InlineData(nameof(RollBack), 1, false)]
    [InlineData(nameof(ResumeVersion), 2, true)]
    public async Task End_WhenAChangeOfTheSameVersionHangs_TheVersionStaysEnded(
        string operation,
        int number,
        bool isRevoked
    )
    {
        var change = await BeginAsync(operation);

        await EndAsync(
            isRevoked
                ? new RevokeVersion(Tenant, Head, number, "stolen")
                : new SuspendVersion(Tenant, Head, number, "lost")
        );
        _hang.End();
        var refused = await Assert.ThrowsAsync<SigningException>(() => change.WaitAsync(s_guard));

        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
        Assert.Equal(isRevoked ? VersionState.Revoked : VersionState.Suspended, StateOf(number));
        Assert.NotEqual(number, _house.Current.Find(Tenant, Head)?.Version);
        await _house.StartAsync();
        Assert.Equal(isRevoked ? VersionState.Revoked : VersionState.Suspended, StateOf(number));
    }

    [Fact]
    public async Task End_WhenARequestOfTheVersionHangs_TheJournalSaysThatItWasNotMade()
    {
        var change = await BeginAsync(nameof(MakeRequest));
        await EndAsync(new SuspendVersion(Tenant, Head, 3, "lost"));
        _hang.End();
        await Assert.ThrowsAsync<SigningException>(() => change.WaitAsync(s_guard));

        Assert.Equal(
            [
                ("head/3", null, "Request a certificate for head."),
                ("head/3", null, "Suspend version 3: lost."),
                ("head/3", SigningErrorKind.OutOfOrder, "Did not take effect: Request a certificate for head."),
            ],
            _house.Journal.Events.TakeLast(3).Select(e => (e.Subject, e.Error, e.Detail))
        );
    }

    [Fact]
    public async Task Suspend_WhenTheVersionIsBeingResumed_FollowsAndItStaysSuspended()
    {
        var resumed = await BeginAsync(nameof(ResumeVersion));
        var suspended = _house.ApplyAsync(new SuspendVersion(Tenant, Head, 2, "lost again"));
        _hang.End();

        Assert.Equal(VersionState.Active, (await resumed.WaitAsync(s_guard)).Version!.State);
        Assert.Equal(VersionState.Suspended, (await suspended.WaitAsync(s_guard)).Version!.State);
        Assert.Equal("is suspended", _house.Current.WhyUnusable(Tenant, Head));
    }

    [Fact]
    public async Task Suspend_WhenThereIsNoSuchVersion_IsRefusedWithoutWaiting()
    {
        var change = await BeginAsync(nameof(ActivateVersion));

        var refused = await Assert.ThrowsAsync<SigningException>(() =>
            EndAsync(new SuspendVersion(Tenant, "other", 9, "lost"))
        );

        Assert.Equal(SigningErrorKind.IdentityNotFound, refused.Kind);
        _hang.End();
        await change.WaitAsync(s_guard);
    }

    [Fact]
    public async Task Resume_WhenTheVersionInForceEndsMeanwhile_IsRefused()
    {
        await _house.ApplyAsync(new SuspendVersion(Tenant, Head, 2, "lost"));
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 4, null));
        _house.Journal.Hang = _hang;
        var suspended = _house.ApplyAsync(new SuspendVersion(Tenant, Head, 4, "lost"));
        // Checked beside version 4, it would be retiring; without it, active, and its key was not tested.
        var resumed = _house.ApplyAsync(new ResumeVersion(Tenant, Head, 2));
        _hang.End();
        await suspended.WaitAsync(s_guard);

        var refused = await Assert.ThrowsAsync<SigningException>(() => resumed.WaitAsync(s_guard));

        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
        Assert.Equal([VersionState.Suspended, VersionState.Suspended], [StateOf(2), StateOf(4)]);
    }

    [Fact]
    public async Task Generate_WhenAnotherGenerationHangs_WaitsAndGetsTheNextNumber()
    {
        var first = await BeginAsync(nameof(GenerateKey));
        var second = _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256));
        Assert.False(second.IsCompleted);
        _hang.End();

        Assert.Equal(7, (await first.WaitAsync(s_guard)).Version!.Number);
        Assert.Equal(8, (await second.WaitAsync(s_guard)).Version!.Number);
    }

    [Fact]
    public async Task Apply_WhenTheRequestIdIsThatOfAChangeThatHangs_IsRefusedOrWaitsForItsAnswer()
    {
        var (call, change) = (Call(), new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256));
        _house.Tokens.Hang = _hang;
        var first = _house.Registry.ApplyAsync(call, change, CancellationToken.None);
        await _hang.Reached.WaitAsync(s_guard);

        var reused = await Assert.ThrowsAsync<SigningException>(() =>
            _house
                .Registry.ApplyAsync(call, new SuspendVersion(Tenant, "other", 1, "lost"), CancellationToken.None)
                .WaitAsync(s_guard)
        );
        var repeated = _house.Registry.ApplyAsync(call, change, CancellationToken.None);
        _hang.End();

        Assert.Equal(SigningErrorKind.RequestIdReused, reused.Kind);
        Assert.NotNull(_house.Current.Find(Tenant, "other"));
        Assert.False((await first.WaitAsync(s_guard)).IsRepeated);
        var again = await repeated.WaitAsync(s_guard);
        Assert.Equal((true, 7), (again.IsRepeated, again.Version!.Number));
    }

    [Fact]
    public async Task Schedule_WhenTheTestOfItsKeyHangs_AVersionThatEndsStaysEnded()
    {
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 4, _house.Time.GetUtcNow().AddHours(1)));
        _house.Tokens.Hang = _hang;
        _house.Time.Advance(TimeSpan.FromHours(1));
        await _hang.Reached.WaitAsync(s_guard);

        await EndAsync(new SuspendVersion(Tenant, Head, 4, "lost"));
        await EndAsync(new RevokeVersion(Tenant, "other", 1, "stolen"));
        var told = _house.Journal.Events.Count;
        _hang.End();
        await Assert.ThrowsAsync<SigningException>(() =>
            _house.ApplyAsync(new RollBack("nowhere", Head)).WaitAsync(s_guard)
        );

        Assert.Equal(VersionState.Suspended, StateOf(4));
        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(told, _house.Journal.Events.Count);
    }

    [Fact]
    public async Task Schedule_WhenVersionsEndWhileTheTokenHangs_ItIsTriedAgainOnceAndAfterAMinute()
    {
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 4, _house.Time.GetUtcNow().AddHours(1)));
        _house.Tokens.Hang = _hang;
        _house.Time.Advance(TimeSpan.FromHours(1));
        await _hang.Reached.WaitAsync(s_guard);

        await EndAsync(new RevokeVersion(Tenant, "other", 1, "stolen"));
        await EndAsync(new RevokeVersion(Tenant, "third", 1, "stolen"));
        await EndAsync(new SuspendVersion(Tenant, Head, 5, "lost"));
        _house.Time.Advance(TimeSpan.Zero);
        _hang.Fail(new SigningException(SigningErrorKind.HsmUnavailable, "The token is away."));
        // Whatever was queued for the turn was there before this.
        await Assert.ThrowsAsync<SigningException>(() =>
            _house.ApplyAsync(new RollBack("nowhere", Head)).WaitAsync(s_guard)
        );

        Assert.Equal(1, _hang.Calls);
        _house.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(SpinWait.SpinUntil(() => _hang.Calls == 2, s_guard));
    }

    [Fact]
    public async Task Confirm_WhenAConfirmedGenerationHangs_ARevocationIsAskedForAndConfirmed()
    {
        await UseDualControlAsync();
        var asked = await _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256));
        _house.Tokens.Hang = _hang;
        var generated = ConfirmAsync(asked);
        await _hang.Reached.WaitAsync(s_guard);

        foreach (var id in new[] { Head, "other" })
        {
            var number = _house.Current.Find(Tenant, id)!.Version;
            var stop = await _house.ApplyAsync(new RevokeVersion(Tenant, id, number, "stolen")).WaitAsync(s_guard);
            Assert.NotNull(_house.Current.Find(Tenant, id));
            var call = Call("binh");
            Assert.False((await ConfirmAsync(stop, call).WaitAsync(s_guard)).IsRepeated);
            Assert.True((await ConfirmAsync(stop, call).WaitAsync(s_guard)).IsRepeated);
            Assert.Equal("is revoked", _house.Current.WhyUnusable(Tenant, id));
        }
        _hang.End();

        Assert.Equal(7, (await generated.WaitAsync(s_guard)).Version!.Number);
        Assert.Empty(_house.Registry.Pending(Tenant));
        Assert.Equal([VersionState.Revoked, VersionState.KeyGenerated], [StateOf(2), StateOf(7)]);
    }

    [Fact]
    public async Task Confirm_WhenARevocationWasAskedForWhileAGenerationHung_IsMadeBehindIt()
    {
        await UseDualControlAsync();
        var asked = await _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256));
        _house.Tokens.Hang = _hang;
        var generated = ConfirmAsync(asked);
        await _hang.Reached.WaitAsync(s_guard);
        var stop = await _house.ApplyAsync(new RevokeVersion(Tenant, Head, 2, "stolen")).WaitAsync(s_guard);
        _hang.End();
        await generated.WaitAsync(s_guard);

        await ConfirmAsync(stop).WaitAsync(s_guard);

        Assert.Equal([VersionState.Revoked, VersionState.KeyGenerated], [StateOf(2), StateOf(7)]);
    }

    [Fact]
    public async Task Confirm_WhenTheIdentityChangesWhileTheKeyIsTested_HasToBeAskedForAgain()
    {
        await UseDualControlAsync();
        var asked = await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 4, null));
        var stop = await _house.ApplyAsync(new RevokeVersion(Tenant, Head, 5, "stolen"));
        _house.Tokens.Hang = _hang;
        var activated = ConfirmAsync(asked);
        await _hang.Reached.WaitAsync(s_guard);
        await ConfirmAsync(stop).WaitAsync(s_guard);
        _hang.End();

        var refused = await Assert.ThrowsAsync<SigningException>(() => activated.WaitAsync(s_guard));

        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(asked.Pending!.Id, Assert.Single(_house.Registry.Pending(Tenant)).Id);
    }

    [Fact]
    public async Task Dispose_WhenAChangeHangs_TheChangeIsFinishedFirst()
    {
        var change = await BeginAsync(nameof(GenerateKey));
        var stopped = _house.Registry.DisposeAsync().AsTask();
        Assert.False(stopped.IsCompleted);
        _hang.End();
        await change.WaitAsync(s_guard);
        await stopped.WaitAsync(s_guard);

        var late = await _house.RefusalAsync(new SuspendVersion(Tenant, Head, 2, "lost"));
        Assert.Equal(SigningErrorKind.Cancelled, late.Kind);
        await _house.StartAsync();
        Assert.Equal(VersionState.KeyGenerated, StateOf(7));
    }

    private async Task<Task<ChangeResult>> BeginAsync(string operation)
    {
        if (operation == nameof(ResumeVersion))
        {
            await _house.ApplyAsync(new SuspendVersion(Tenant, Head, 2, "lost"));
        }
        var key = TestKey.Ec();
        return await BeginAsync(
            operation switch
            {
                nameof(GenerateKey) => new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256),
                nameof(MakeRequest) => new MakeRequest(Tenant, Head, 3, Content(Head)),
                nameof(InstallCertificate) => new InstallCertificate(
                    Tenant,
                    Head,
                    3,
                    _house.Chain(_house.Tokens.PublicKey(VersionOf(3).KeyUri))
                ),
                nameof(ImportVersion) => new ImportVersion(
                    Tenant,
                    Head,
                    _house.Tokens.Add(key),
                    _house.Chain(key.PublicKey)
                ),
                nameof(ActivateVersion) => new ActivateVersion(Tenant, Head, 4, null),
                nameof(RollBack) => new RollBack(Tenant, Head),
                _ => new ResumeVersion(Tenant, Head, 2),
            }
        );
    }

    private async Task<Task<ChangeResult>> BeginAsync(IdentityChange change)
    {
        _house.Tokens.Hang = _hang;
        var made = _house.ApplyAsync(change);
        await _hang.Reached.WaitAsync(s_guard);
        return made;
    }

    private Task EndAsync(IdentityChange change) => _house.ApplyAsync(change).WaitAsync(s_guard);

    private async Task UseDualControlAsync()
    {
        _house.Options = new AdministrationOptions { DualControl = true };
        await _house.StartAsync();
    }

    private Task<ChangeResult> ConfirmAsync(ChangeResult asked, AdminCall? call = null) =>
        _house.Registry.ConfirmAsync(call ?? Call("binh"), Tenant, asked.Pending!.Id, CancellationToken.None);

    private IdentityVersion VersionOf(int number) => _house.Registry.Find(Tenant, Head)!.VersionOf(number);

    private VersionState StateOf(int number) => VersionOf(number).State;
}
