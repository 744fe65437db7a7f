// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Administration;
using static HocBaSo.Signing.Server.Tests.RegistryHouse;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What the clock brings beside scheduled activations: expiry, retirement, notices, and the days that have to be left.</summary>
public sealed class RegistryClockTests : IAsyncLifetime
{
    private readonly RegistryHouse _house = new();

    private DateTimeOffset Now => _house.Time.GetUtcNow();

    public Task InitializeAsync() => _house.StartAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Apply_WhenTheRequestIdIsOlderThanTheWindow_IsANewRequest()
    {
        var call = Call();
        await _house.Registry.ApplyAsync(call, new CreateIdentity(Definition()), CancellationToken.None);
        await _house.PassAsync(AnsweredRequests.Window - TimeSpan.FromDays(2));
        var repeated = await _house.Registry.ApplyAsync(call, new CreateIdentity(Definition()), CancellationToken.None);
        await _house.PassAsync(TimeSpan.FromDays(4));

        var refusal = await Assert.ThrowsAsync<SigningException>(() =>
            _house.Registry.ApplyAsync(call, new CreateIdentity(Definition()), CancellationToken.None)
        );

        Assert.True(repeated.IsRepeated);
        Assert.Equal(SigningErrorKind.InvalidRequest, refusal.Kind);
    }

    [Fact]
    public async Task Retire_WhenConfigured_RetiringVersionsEndByThemselves()
    {
        _house.Options = new AdministrationOptions { RetireAfterDays = 30 };
        await _house.StartAsync();
        await _house.NewActiveAsync();
        await _house.NewVersionAsync();
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 2, null));

        await _house.PassAsync(TimeSpan.FromDays(29));
        Assert.Equal(VersionState.Retiring, _house.Registry.Find(Tenant, Head)!.Versions[0].State);
        await _house.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(VersionState.Retired, _house.Registry.Find(Tenant, Head)!.Versions[0].State);
        Assert.Equal(2, _house.Current.Find(Tenant, Head)!.Version);
    }

    [Fact]
    public async Task Retire_WhenOneFails_TheOthersEndAllTheSame()
    {
        _house.Options = new AdministrationOptions { RetireAfterDays = 30 };
        await _house.StartAsync();
        foreach (var id in new[] { "a", "b", "c" })
        {
            await _house.NewActiveAsync(id);
            await _house.NewVersionAsync(id);
            await _house.ApplyAsync(new ActivateVersion(Tenant, id, 2, null));
        }
        // One fails at first, another one at the second try: it has ended by then.
        _house.Store!.FailsFor = "a";
        await _house.PassAsync(TimeSpan.FromDays(30));
        _house.Store.FailsFor = "c";
        await _house.PassAsync(TimeSpan.FromMinutes(1));

        Assert.All(
            _house.Registry.List(Tenant),
            static identity => Assert.Equal(VersionState.Retired, identity.Versions[0].State)
        );
        Assert.Equal(1, _house.Store.Failures);
    }

    [Fact]
    public async Task Upkeep_WhenTheDiskFails_RestsBeforeTheNextTry()
    {
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        await _house.NewVersionAsync(daysLeft: 20);
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 1, null));
        await _house.StartAsync();
        _house.Store!.Fails = true;

        for (var i = 0; i < 5; i++)
        {
            await _house.PassAsync(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(1, _house.Store.Failures);
        await _house.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, _house.Store.Failures);
    }

    [Fact]
    public async Task Start_WhenATenantIsGone_ItsIdentitiesAreNotServed()
    {
        _house.Tenants.Add("so-khac");
        await _house.StartAsync();
        await _house.ApplyAsync(new CreateIdentity(Definition() with { Tenant = "so-khac" }));
        _house.Tenants.Remove("so-khac");

        await _house.StartAsync();

        Assert.Null(_house.Registry.Find("so-khac", Head));
    }

    [Fact]
    public async Task Watch_WhenACertificateComesToItsEnd_EachThresholdIsToldOnceThroughRestarts()
    {
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        await _house.NewVersionAsync(daysLeft: 100);
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 1, null));
        var told = new List<int>();
        for (var day = 0; day <= 101; day++)
        {
            if (day % 5 == 0)
            {
                await _house.StartAsync();
            }
            await using var notices = _house.Registry.WatchAsync(Tenant, CancellationToken.None).GetAsyncEnumerator();
            await _house.PassAsync(TimeSpan.FromDays(1));
            await _house.Registry.DisposeAsync();
            while (await notices.MoveNextAsync())
            {
                Assert.Equal(IdentityNoticeKind.Expiring, notices.Current.Kind);
                told.Add(notices.Current.DaysLeft);
            }
            await _house.StartAsync();
        }

        Assert.Equal([90, 30, 7, 1], told);
    }

    [Fact]
    public async Task Watch_WhenTheServerWasOffForMonths_GivesOneNotice()
    {
        await _house.NewActiveAsync();
        await _house.Registry.DisposeAsync();
        _house.Time.Advance(TimeSpan.FromDays(360));
        await _house.StartAsync();

        await using var notices = _house.Registry.WatchAsync(Tenant, CancellationToken.None).GetAsyncEnumerator();
        await _house.PassAsync(TimeSpan.Zero);
        await _house.Registry.DisposeAsync();

        Assert.True(await notices.MoveNextAsync());
        Assert.Equal((5, 1), (notices.Current.DaysLeft, notices.Current.Version!.Number));
        Assert.False(await notices.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_WhenThingsHappen_TellsThemInOrderToTheTenantsWatchers()
    {
        await using var notices = _house.Registry.WatchAsync(Tenant, CancellationToken.None).GetAsyncEnumerator();
        await using var others = _house.Registry.WatchAsync("elsewhere", CancellationToken.None).GetAsyncEnumerator();
        await _house.NewActiveAsync();
        await _house.Registry.DisposeAsync();

        var told = new List<string>();
        while (await notices.MoveNextAsync())
        {
            told.Add(
                $"{notices.Current.Version?.State} {notices.Current.Identity!.Revision} {notices.Current.Administrator}"
            );
        }
        Assert.Equal(
            [" 1 an", "KeyGenerated 2 an", "RequestMade 3 an", "CertificateInstalled 4 an", "Active 5 an"],
            told
        );
        Assert.False(await others.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_WhenAWatcherDoesNotRead_IsCutOffAndNobodyWaits()
    {
        var hub = new NoticeHub();
        await using var notices = hub.WatchAsync(Tenant, CancellationToken.None).GetAsyncEnumerator();
        for (var i = 0; i < 1_001; i++)
        {
            hub.Tell(
                new IdentityNotice
                {
                    Kind = IdentityNoticeKind.Changed,
                    At = Now,
                    Tenant = Tenant,
                    IdentityId = Head,
                    Description = "",
                }
            );
        }

        var read = 0;
        var cutOff = await Assert.ThrowsAsync<SigningException>(async () =>
        {
            while (await notices.MoveNextAsync())
            {
                read++;
            }
        });

        Assert.Equal(SigningErrorKind.Overloaded, cutOff.Kind);
        Assert.Equal(1_000, read);
    }

    [Fact]
    public async Task Activate_WhenTooFewDaysWouldBeLeft_IsRefused()
    {
        _house.Options = new AdministrationOptions { MinRemainingDays = 30 };
        await _house.StartAsync();
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        await _house.NewVersionAsync(daysLeft: 40);

        var later = await _house.RefusalAsync(new ActivateVersion(Tenant, Head, 1, Now.AddDays(11)));
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 1, null));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, later.Kind);
        Assert.Equal(30, _house.Current.Find(Tenant, Head)!.MinRemainingDays);
        Assert.Equal(Now.AddDays(10), _house.Current.Find(Tenant, Head)!.SignsUntil);
    }

    [Fact]
    public async Task Report_WhenSomeEndTooSoon_NamesThemAndCountsWhatIsScheduled()
    {
        _house.Options = new AdministrationOptions { MinRemainingDays = 10 };
        await _house.StartAsync();
        await _house.NewActiveAsync("good");
        await NewActiveAsync("ends-soon", 100);
        await NewActiveAsync("followed", 100);
        await _house.NewVersionAsync("followed", daysLeft: 300);
        await _house.ApplyAsync(new ActivateVersion(Tenant, "followed", 2, Now.AddDays(80)));
        await NewActiveAsync("followed-too-late", 100);
        await _house.NewVersionAsync("followed-too-late", daysLeft: 300);
        await _house.ApplyAsync(new ActivateVersion(Tenant, "followed-too-late", 2, Now.AddDays(95)));
        await _house.ApplyAsync(new CreateIdentity(Definition("without-a-key")));
        await _house.NewActiveAsync("suspended");
        await _house.ApplyAsync(new SuspendVersion(Tenant, "suspended", 1, "leave"));

        var report = _house.Registry.Report(Tenant, Now.AddDays(200));

        Assert.Equal(6, report.Count);
        Assert.False(report.AllValid);
        Assert.Equal(
            ["suspended", "without-a-key", "ends-soon", "followed-too-late"],
            report.Failing.Select(e => e.Identity.Definition.Id)
        );
        Assert.Equal([null, null, Now.AddDays(90), Now.AddDays(90)], report.Failing.Select(e => e.SignsUntil));
        Assert.Equal("The identity is suspended.", report.Failing[0].Reason);
        Assert.Equal(2, _house.Registry.Report(Tenant, Now.AddDays(50)).Failing.Count);
    }

    private async Task NewActiveAsync(string id, int daysLeft)
    {
        await _house.ApplyAsync(new CreateIdentity(Definition(id)));
        await _house.NewVersionAsync(id, daysLeft);
        await _house.ApplyAsync(new ActivateVersion(Tenant, id, 1, null));
    }
}
