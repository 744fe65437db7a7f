// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>A hold is lifted by an answer that is newer than the one that told it, and by nothing else.</summary>
public sealed class StatusHoldTests : IDisposable
{
    private readonly StatusHouse _house = new();

    public StatusHoldTests()
    {
        var onHold = _house.Good with { Status = CertificateStatus.Revoked, Reason = "certificateHold" };
        _house.Sources.On("ocsp.example", body => onHold.Answer(body));
    }

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task GetStatus_WhenFallbackCrlIsOfBeforeTheHold_StaysRevoked()
    {
        Assert.Equal(CertificateStatus.Revoked, (await _house.AskAsync()).Status);
        var yesterdays = _house.Crl(StatusHouse.Noon.AddDays(-1), StatusHouse.Noon.AddDays(1));
        _house.Sources.On("ocsp.example", HttpStatusCode.BadGateway);
        _house.Sources.On("crl.example", _ => yesterdays);

        _house.Clock.Advance(TimeSpan.FromMinutes(46));
        await _house.AskUntilAsync(_ => _house.KeptCount == 2 && _house.Clock.PendingTimers == 1);

        Assert.Equal(CertificateStatus.Revoked, (await _house.AskAsync()).Status);
    }

    [Fact]
    public async Task GetStatus_WhenCrlOfAfterTheHoldDoesNotListIt_IsGoodAgain()
    {
        Assert.Equal(CertificateStatus.Revoked, (await _house.AskAsync()).Status);
        _house.Sources.On("ocsp.example", HttpStatusCode.BadGateway);
        _house.Sources.On("crl.example", _ => _house.Crl());

        _house.Clock.Advance(TimeSpan.FromMinutes(46));
        var answer = await _house.AskUntilAsync(static a => a.Status != CertificateStatus.Revoked);

        Assert.Equal((CertificateStatus.Good, StatusEvidenceKind.Crl), (answer.Status, answer.Evidence!.Kind));
    }

    [Fact]
    public async Task GetStatus_WhenHoldIsLiftedWhileNobodyUsesIt_IsAskedAgain()
    {
        Assert.Equal(CertificateStatus.Revoked, (await _house.AskAsync()).Status);
        _house.Sources.On("ocsp.example", HttpStatusCode.BadGateway);
        _house.Clock.Advance(TimeSpan.FromMinutes(46));
        await _house.AskUntilAsync(_ => _house.Events.Faults.Count == 2 && _house.Clock.PendingTimers == 1);

        // The renewal that failed is due again, but nobody has used it for long.
        _house.Clock.Advance(_house.Options.IdleAfter + TimeSpan.FromMinutes(1));
        _house.Sources.On("ocsp.example", body => _house.Good.Answer(body));

        Assert.Equal(CertificateStatus.Good, (await _house.AskUntilAsync(static a => a.IsFresh)).Status);
    }
}
