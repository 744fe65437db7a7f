// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Administration;
using static HocBaSo.Signing.Server.Tests.RegistryHouse;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Activations that were scheduled: at their time, late, beside others.</summary>
public sealed class RegistryScheduleTests : IAsyncLifetime
{
    private readonly RegistryHouse _house = new();

    private DateTimeOffset Now => _house.Time.GetUtcNow();

    public Task InitializeAsync() => _house.StartAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Schedule_WhenItsTimeComes_TheVersionIsActivated(bool restarts)
    {
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        var at = Now.AddHours(10);
        var scheduled = await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, at));
        Assert.Equal((VersionState.Scheduled, at), (scheduled.Version!.State, scheduled.Version.ActivateAt));
        if (restarts)
        {
            await _house.StartAsync();
        }

        await _house.PassAsync(TimeSpan.FromHours(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(1, _house.Current.Find(Tenant, Head)!.Version);
        await _house.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
        var entry = _house.Journal.Events[^1];
        Assert.Equal(
            (JournalEventKind.VersionScheduled, "head/2", "schedule"),
            (entry.Kind, entry.Subject, entry.Caller)
        );
    }

    [Fact]
    public async Task Schedule_WhenTheServerWasOffAtItsTime_ActivatesAtTheStart()
    {
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, Now.AddHours(10)));
        await _house.Registry.DisposeAsync();
        _house.Time.Advance(TimeSpan.FromDays(2));

        await _house.StartAsync();
        await _house.PassAsync(TimeSpan.Zero);

        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
    }

    [Fact]
    public async Task Schedule_WhenTheTokenIsAwayAtItsTime_IsTriedAgain()
    {
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, Now.AddHours(1)));
        _house.Tokens.Failure = new SigningException(SigningErrorKind.HsmUnavailable, "The token is away.");

        await _house.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(VersionState.Scheduled, _house.Registry.Find(Tenant, Head)!.Versions[1].State);
        _house.Tokens.Failure = null;
        await _house.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Schedule_WhenAnotherWasActivatedMeanwhile_DoesNotReplaceItLate(bool rollsBack)
    {
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, rollsBack ? 2 : 3, null));
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, rollsBack ? 3 : 2, Now.AddHours(1)));
        _house.Tokens.Failure = new SigningException(SigningErrorKind.HsmUnavailable, "The token is away.");
        await _house.PassAsync(TimeSpan.FromHours(2));
        _house.Tokens.Failure = null;
        var late = rollsBack ? 3 : 2;
        Assert.Equal(VersionState.Scheduled, StateOf(late));

        IdentityChange change = rollsBack ? new RollBack(Tenant, Head) : new ActivateVersion(Tenant, Head, 1, null);
        await _house.ApplyAsync(change);
        Assert.Contains(
            $"Version {late}, whose time has passed, is no longer scheduled.",
            _house.Journal.Events[^1].Detail,
            StringComparison.Ordinal
        );
        await _house.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(1, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(VersionState.CertificateInstalled, StateOf(late));
    }

    [Fact]
    public async Task Schedule_WhenALaterOneCameIntoForce_TheOneBeforeItIsGivenUp()
    {
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, Now.AddHours(1)));
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 3, Now.AddHours(2)));
        _house.Tokens.Failure = new SigningException(SigningErrorKind.HsmUnavailable, "The token is away.");
        _house.Tokens.FailingKey = _house.Registry.Find(Tenant, Head)!.Versions[1].KeyUri;

        await _house.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(3, _house.Current.Find(Tenant, Head)!.Version);
        _house.Tokens.Failure = null;
        await _house.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(3, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(VersionState.CertificateInstalled, StateOf(2));
    }

    [Fact]
    public async Task Schedule_WhenBothTimesHavePassed_TheyComeIntoForceInTheirOrder()
    {
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 3, Now.AddHours(1)));
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, Now.AddHours(2)));

        await _house.PassAsync(TimeSpan.FromHours(3));

        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(VersionState.Retiring, StateOf(3));
    }

    [Fact]
    public async Task Schedule_WhenTwoHaveTheSameTime_TheNewerOneFollowsWhenItCan()
    {
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, Now.AddHours(1)));
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 3, Now.AddHours(1)));
        _house.Tokens.Failure = new SigningException(SigningErrorKind.HsmUnavailable, "The token is away.");
        _house.Tokens.FailingKey = _house.Registry.Find(Tenant, Head)!.Versions[2].KeyUri;

        await _house.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal((VersionState.Active, VersionState.Scheduled), (StateOf(2), StateOf(3)));
        _house.Tokens.Failure = null;
        await _house.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((VersionState.Retiring, VersionState.Active), (StateOf(2), StateOf(3)));
    }

    [Fact]
    public async Task Schedule_WhenTheKeyCannotSignAtItsTime_IsGivenUpAndTold()
    {
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, Now.AddHours(1)));
        _house.Tokens.SignsWithAnother = true;

        await _house.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(1, _house.Current.Find(Tenant, Head)!.Version);
        Assert.Equal(VersionState.CertificateInstalled, _house.Registry.Find(Tenant, Head)!.Versions[1].State);
        Assert.Contains("was not activated", _house.Journal.Events[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_WhenTheTimeOfItsActivationHasPassed_ReplacesNothing()
    {
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, Now.AddHours(1)));
        await _house.ApplyAsync(new SuspendVersion(Tenant, Head, 2, "lost"));
        await _house.PassAsync(TimeSpan.FromHours(2));
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 3, null));

        var resumed = await _house.ApplyAsync(new ResumeVersion(Tenant, Head, 2));
        await _house.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((VersionState.CertificateInstalled, null), (resumed.Version!.State, resumed.Version.ActivateAt));
        Assert.Equal(3, _house.Current.Find(Tenant, Head)!.Version);
    }

    private VersionState StateOf(int number) => _house.Registry.Find(Tenant, Head)!.Versions[number - 1].State;
}
