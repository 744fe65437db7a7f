// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>A clock that ran ahead by hours, as one that takes local time for UTC does, and is set right while the server runs.</summary>
public sealed class SetClockTests
{
    private static readonly StatusPointers s_crlOnly = new([], [new Uri("http://crl.example/ca.crl")]);
    private static readonly TimeSpan s_back = TimeSpan.FromHours(-7);

    [Fact]
    public async Task GetStatus_WhenTheClockIsSetBack_LearnsOfARevocationWithinItsTime()
    {
        using var house = new StatusHouse(status: s_crlOnly);
        var good = house.Crl(StatusHouse.Noon + s_back, StatusHouse.Noon.AddDays(2));
        house.Sources.On("crl.example", _ => good);
        Assert.Equal(CertificateStatus.Good, (await house.AskAsync()).Status);

        house.Clock.Step(s_back);
        var revoked = house.Crl(nextUpdate: StatusHouse.Noon.AddDays(2), listed: house.Certificate);
        house.Sources.On("crl.example", _ => revoked);
        house.Clock.Advance(house.Options.MaxAge + house.Options.BackOff);

        var answer = await house.AskUntilAsync(static a => a.Status == CertificateStatus.Revoked);
        Assert.Equal(CertificateStatus.Revoked, answer.Status);
    }

    [Fact]
    public async Task GetStatus_WhenASourceFailedBeforeTheClockIsSetBack_IsAskedAgainBehindItsBackOff()
    {
        using var house = new StatusHouse(status: s_crlOnly);
        Assert.Equal(CertificateStatus.Unknown, (await house.AskAsync()).Status);

        house.Clock.Step(s_back);
        var good = house.Crl(nextUpdate: StatusHouse.Noon.AddDays(2));
        house.Sources.On("crl.example", _ => good);
        house.Clock.Advance(house.Options.BackOff + TimeSpan.FromSeconds(1));

        var answer = await house.AskUntilAsync(static a => a.Status == CertificateStatus.Good);
        Assert.Equal(CertificateStatus.Good, answer.Status);
    }
}
