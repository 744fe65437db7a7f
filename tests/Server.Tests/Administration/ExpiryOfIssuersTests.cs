// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.TestKit;
using static HocBaSo.Signing.Server.Tests.RegistryHouse;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>An issuer that ends before the certificate does counts wherever the certificate's own end does.</summary>
public sealed class ExpiryOfIssuersTests : IAsyncLifetime
{
    private readonly RegistryHouse _house = new();

    private DateTimeOffset Now => _house.Time.GetUtcNow();

    public Task InitializeAsync() => _house.StartAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Install_WhenTheIssuerEndsFirst_IsDoneWithAWarning()
    {
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        var version = (await _house.ApplyAsync(new GenerateKey(Tenant, Head, "hsm", KeyKind.EcP256))).Version!;
        var chain = _house.Chain(_house.Tokens.PublicKey(version.KeyUri), 300, issuing: _house.NewIssuing(20));

        var installed = await _house.ApplyAsync(new InstallCertificate(Tenant, Head, 1, chain));

        Assert.Equal(VersionState.CertificateInstalled, installed.Version!.State);
        Assert.Contains(installed.Warnings, static w => w.Contains(EndingIssuer, StringComparison.Ordinal));
        Assert.Equal(Now.AddDays(300), installed.Version.NotAfter);
        Assert.Equal(Now.AddDays(20), installed.Version.Validity!.NotAfter);
    }

    [Fact]
    public async Task Activate_WhenAnIssuerWouldLeaveTooFewDays_IsRefusedAsForTheCertificate()
    {
        _house.Options = new AdministrationOptions { MinRemainingDays = 30 };
        await _house.StartAsync();
        await NewVersionAsync(issuerEnds: 40);

        var later = await _house.RefusalAsync(new ActivateVersion(Tenant, Head, 1, Now.AddDays(11)));
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 1, null));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, later.Kind);
        Assert.Equal(
            $"The issuer {EndingIssuer} of the certificate of version 1 would be valid for less than 30 days.",
            later.Message
        );
        Assert.Equal(Now.AddDays(10), _house.Current.Find(Tenant, Head)!.SignsUntil);
    }

    [Fact]
    public async Task Activate_WhenAnIssuerWillHaveEnded_IsRefusedAndNamesIt()
    {
        await NewVersionAsync(issuerEnds: 40);

        var refused = await _house.RefusalAsync(new ActivateVersion(Tenant, Head, 1, Now.AddDays(41)));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, refused.Kind);
        Assert.Contains(EndingIssuer, refused.Message, StringComparison.Ordinal);
        Assert.Equal(VersionState.CertificateInstalled, _house.Registry.Find(Tenant, Head)!.Versions[0].State);
    }

    [Fact]
    public async Task Schedule_WhenTheIssuerEndsWhileTheServerIsOff_TheVersionDoesNotComeIntoForce()
    {
        await NewVersionAsync(issuerEnds: 40);
        await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 1, Now.AddDays(39)));
        await _house.Registry.DisposeAsync();
        _house.Time.Advance(TimeSpan.FromDays(41));
        await _house.StartAsync();

        await _house.PassAsync(TimeSpan.Zero);

        Assert.Equal(VersionState.CertificateInstalled, _house.Registry.Find(Tenant, Head)!.Versions[0].State);
        Assert.Null(_house.Current.Find(Tenant, Head));
    }

    [Fact]
    public async Task Watch_WhenAnIssuerEndsFirst_ItsDaysAreTold()
    {
        await NewActiveAsync(issuerEnds: 20);
        await _house.Registry.DisposeAsync();
        await _house.StartAsync();

        await using var notices = _house.Registry.WatchAsync(Tenant, CancellationToken.None).GetAsyncEnumerator();
        await _house.PassAsync(TimeSpan.Zero);
        await _house.Registry.DisposeAsync();

        Assert.True(await notices.MoveNextAsync());
        Assert.Equal((IdentityNoticeKind.Expiring, 20), (notices.Current.Kind, notices.Current.DaysLeft));
        Assert.Equal(
            $"The issuer {EndingIssuer} of the certificate of version 1 ends in 20 days.",
            notices.Current.Description
        );
        Assert.Equal(Now.AddDays(300), notices.Current.Version!.NotAfter);
        Assert.False(await notices.MoveNextAsync());
        Assert.Contains("store 2 marks", _house.Trace);
    }

    [Fact]
    public async Task Due_WhenAnIssuerEndsFirst_HasOneNoticeForBothThresholdsThatPassed()
    {
        var identity = await NewActiveAsync(issuerEnds: 20);
        var state = RegistryState.Empty.With(identity);

        var (notice, marks) = Assert.Single(ExpiryNotices.Due(state, Now));

        Assert.Equal(20, notice.DaysLeft);
        Assert.Equal([90, 30], marks.Select(static m => m.Days));
    }

    [Theory]
    [InlineData(20, new int[0])]
    [InlineData(25, new[] { 90, 30 })]
    [InlineData(60, new[] { 90 })]
    [InlineData(200, new int[0])]
    public async Task Due_WhenOtherIssuersComeBehindTheCertificate_GoesByTheChainsEnd(int issuerEnds, int[] told)
    {
        var identity = await NewActiveAsync(issuerEnds: 20);
        var state = RegistryState.Empty.With(identity);
        state = state with { Marks = [.. ExpiryNotices.Due(state, Now).SelectMany(static d => d.Marks)] };

        var due = ExpiryNotices.Due(state.With(Behind(identity, _house.NewIssuing(issuerEnds).Certificate)), Now);

        Assert.Equal(told, due.SelectMany(static d => d.Marks).Select(static m => m.Days));
    }

    [Fact]
    public async Task Watch_WhenTheFileBringsIssuersThatEndLater_EachEndIsToldThroughRestarts()
    {
        var key = TestKey.Ec();
        var uri = _house.Tokens.Add(key);
        var chain = _house.Chain(key.PublicKey, 300, issuing: _house.NewIssuing(20));
        var later = _house.NewIssuing(60).Certificate;

        Assert.Equal([20], await ToldAsync(chain));
        Assert.Equal([60], await ToldAsync([chain[0], later]));
        Assert.Equal([], await ToldAsync([chain[0], later]));

        async Task<List<int>> ToldAsync(IReadOnlyList<X509Certificate2> chain)
        {
            _house.Configured.Clear();
            var definition = Definition() with { IsConfigured = true };
            _house.Configured.Add(new ConfiguredIdentity(definition, new IdentityStatusOptions(), 0, uri, chain));
            await _house.StartAsync();
            await using var notices = _house.Registry.WatchAsync(Tenant, CancellationToken.None).GetAsyncEnumerator();
            await _house.PassAsync(TimeSpan.Zero);
            await _house.Registry.DisposeAsync();
            var told = new List<int>();
            while (await notices.MoveNextAsync())
            {
                told.Add(notices.Current.DaysLeft);
            }
            return told;
        }
    }

    [Fact]
    public async Task Report_WhenAnIssuerEndsFirst_NamesItBeforeAndBehindItsEnd()
    {
        await NewActiveAsync(issuerEnds: 20);

        var before = Assert.Single(_house.Registry.Report(Tenant, Now.AddDays(100)).Failing);
        await _house.PassAsync(TimeSpan.FromDays(21));
        var behind = Assert.Single(_house.Registry.Report(Tenant, Now.AddDays(100)).Failing);

        Assert.Equal(Now.AddDays(-1), before.SignsUntil);
        Assert.Equal($"It signs until 2026-09-21T08:00:00Z only: the issuer {EndingIssuer} ends first.", before.Reason);
        Assert.Null(behind.SignsUntil);
        Assert.Equal($"The issuer {EndingIssuer} of the certificate of version 1 is expired.", behind.Reason);
    }

    [Fact]
    public async Task Gauge_WhenAnIssuerEndsFirst_CountsItsDays()
    {
        var identity = await NewActiveAsync(issuerEnds: 20);
        using var instruments = new RegistryInstruments();
        instruments.Watch(() => RegistryState.Empty.With(identity), _house.Time);
        var days = new List<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "hocbaso.certificate.remaining")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => days.Add(value));
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Contains(20, days);
    }

    [Fact]
    public async Task Start_WhenTheFileBringsAChainWhoseIssuerEndsFirst_ItsEndCounts()
    {
        var key = TestKey.Ec();
        _house.Configured.Add(
            new ConfiguredIdentity(
                Definition() with
                {
                    IsConfigured = true,
                },
                new IdentityStatusOptions(),
                5,
                _house.Tokens.Add(key),
                _house.Chain(key.PublicKey, 300, issuing: _house.NewIssuing(20))
            )
        );
        await _house.StartAsync();

        Assert.Equal(Now.AddDays(15), _house.Current.Find(Tenant, Head)!.SignsUntil);
        Assert.Equal(EndingIssuer, _house.Current.Find(Tenant, Head)!.Validity.EndingIssuer);
    }

    private static IdentityRecord Behind(IdentityRecord identity, X509Certificate2 issuer)
    {
        var active = identity.Active!;
        return identity with { Versions = [active with { CertificateChain = [active.CertificateChain[0], issuer] }] };
    }

    private async Task NewVersionAsync(int issuerEnds)
    {
        await _house.ApplyAsync(new CreateIdentity(Definition()));
        await _house.NewVersionAsync(daysLeft: 300, issuing: _house.NewIssuing(issuerEnds));
    }

    private async Task<IdentityRecord> NewActiveAsync(int issuerEnds)
    {
        await NewVersionAsync(issuerEnds);
        return (await _house.ApplyAsync(new ActivateVersion(Tenant, Head, 1, null))).Identity!;
    }
}
