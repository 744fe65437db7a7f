// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>One CRL for all certificates of an issuer, over the end of its life.</summary>
public sealed class SharedCrlTests
{
    private static readonly StatusPointers CrlOnly = new([], [new Uri("http://crl.example/ca.crl")]);

    [Fact]
    public async Task GetStatus_WhenCrlReachesItsNextUpdate_IsRenewedWithRestsAndThenByTheNewOne()
    {
        using var house = new StatusHouse(status: CrlOnly);
        var first = house.Crl(nextUpdate: StatusHouse.Noon.AddMinutes(6));
        house.Sources.On("crl.example", _ => first);
        Assert.Equal(CertificateStatus.Good, (await house.AskAsync()).Status);

        house.Clock.Advance(TimeSpan.FromSeconds((6 * 60) + 1));
        await house.StandAsync(TimeSpan.FromMilliseconds(200));
        Assert.InRange(house.KeptCount, 1, 2);
        Assert.InRange(house.Sources.Asked, 1, 2);
        Assert.Equal(CertificateStatus.Good, (await house.AskAsync()).Status);

        var second = house.Crl();
        house.Sources.On("crl.example", _ => second);
        house.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(9));
        var answer = await house.AskUntilAsync(static a => a.IsFresh);
        Assert.Equal((CertificateStatus.Good, 3), (answer.Status, house.Sources.Asked));
    }

    [Fact]
    public async Task GetStatus_WhenSharedCrlEndsAndANewOneIsServed_IsNeverUnknown()
    {
        // Shared for 3 hours if its own life did not end before.
        using var house = new StatusHouse(new CertificateStatusOptions { MaxAge = TimeSpan.FromDays(1) }, CrlOnly);
        house.Sources.On("crl.example", _ => house.Crl(nextUpdate: house.Clock.GetUtcNow().AddMinutes(6)));
        await house.AskAsync();

        for (var i = 0; i < 20; i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(6));
            var answer = await house.AskUntilAsync(static a => a.IsFresh);
            Assert.Equal(CertificateStatus.Good, answer.Status);
        }

        Assert.InRange(house.Sources.Asked, 20, 60);
    }

    [Fact]
    public async Task GetStatus_WhenCrlIsLate_ManyCertificatesFetchItOnceInABackOff()
    {
        using var house = new StatusHouse(status: CrlOnly);
        var late = house.Crl(nextUpdate: StatusHouse.Noon.AddMinutes(6));
        house.Sources.On("crl.example", _ => late);
        house.Clock.Advance(TimeSpan.FromMinutes(7));
        var subjects = house.IssueMore(50);

        foreach (var subject in subjects)
        {
            Assert.Equal(CertificateStatus.Good, (await house.Source.GetStatusAsync(subject, default)).Status);
        }

        Assert.Equal(1, house.Sources.Asked);
        house.Clock.Advance(house.Options.BackOff + TimeSpan.FromSeconds(1));
        await house.StandAsync(TimeSpan.FromMilliseconds(200));
        Assert.Equal(2, house.Sources.Asked);
    }

    [Fact]
    public async Task GetStatus_WhenCrlIsLate_NobodyWaitsForItsRenewal()
    {
        using var house = new StatusHouse(status: CrlOnly);
        var late = house.Crl(nextUpdate: StatusHouse.Noon.AddMinutes(6));
        house.Sources.On("crl.example", _ => late);
        house.Clock.Advance(TimeSpan.FromMinutes(7));
        await house.AskAsync();

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Sources.On(
            "crl.example",
            async (_, _) =>
            {
                await gate.Task;
                return StubSources.Ok(late);
            }
        );
        house.Clock.Advance(house.Options.BackOff + TimeSpan.FromSeconds(1));
        await house.AskedAsync(2);

        Assert.True(house.AskAsync().IsCompletedSuccessfully);
        gate.SetResult();
    }

    [Fact]
    public async Task GetStatus_WhenCrlWithAHoldIsLate_StaysRevokedAndRests()
    {
        using var house = new StatusHouse(status: CrlOnly);
        var crl = house.Crl(
            nextUpdate: StatusHouse.Noon.AddMinutes(6),
            listed: house.Certificate,
            reason: X509RevocationReason.CertificateHold
        );
        house.Sources.On("crl.example", _ => crl);
        Assert.Equal(CertificateStatus.Revoked, (await house.AskAsync()).Status);

        house.Clock.Advance(TimeSpan.FromMinutes(7));
        await house.StandAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal(CertificateStatus.Revoked, (await house.AskAsync()).Status);
        Assert.InRange(house.KeptCount, 1, 2);
    }
}
