// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>A responder and a CRL at the same host: the one is asked when the other fails, and left alone by itself.</summary>
public sealed class StatusFallbackTests : IDisposable
{
    private static readonly StatusPointers OneHost = new(
        [new Uri("http://pki.example/ocsp")],
        [new Uri("http://pki.example/crl/ca.crl")]
    );

    private readonly StatusHouse _house = new(status: OneHost);

    public StatusFallbackTests() => _house.Sources.On("pki.example/crl/ca.crl", _ => _house.Crl());

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData("503")]
    [InlineData("tryLater")]
    [InlineData("no connection")]
    public async Task GetStatus_WhenResponderFails_TheCrlOfTheSameHostTells(string failure)
    {
        Fail(failure);

        var answer = await _house.AskAsync();

        Assert.Equal(
            (CertificateStatus.Good, StatusEvidenceKind.Crl),
            (answer.Status, answer.Evidence?.Kind ?? StatusEvidenceKind.Ocsp)
        );
        Assert.Equal(2, _house.Sources.Asked);
    }

    [Fact]
    public async Task GetStatus_WhenResponderIsSilent_TheCrlOfTheSameHostTells()
    {
        _house.Sources.On(
            "pki.example/ocsp",
            async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return new HttpResponseMessage();
            }
        );

        var asking = _house.AskAsync().AsTask();
        await _house.AskedAsync(1);
        _house.Clock.Advance(_house.Options.Timeout);
        var answer = await asking.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(StatusEvidenceKind.Crl, answer.Evidence?.Kind);
    }

    [Fact]
    public async Task GetStatus_WhenResponderFails_OtherCertificatesGoToTheCrlAtOnce()
    {
        Fail("tryLater");
        await _house.AskAsync();

        foreach (var subject in _house.IssueMore(3))
        {
            Assert.Equal(CertificateStatus.Good, (await _house.Source.GetStatusAsync(subject, default)).Status);
        }

        // The responder once, and the CRL, which they share, once.
        Assert.Equal(2, _house.Sources.Asked);
    }

    [Fact]
    public async Task GetStatus_WhenCrlFails_TheResponderOfTheSameHostStillTellsOthers()
    {
        using var house = new StatusHouse(new CertificateStatusOptions { CrlFirst = true }, OneHost);
        house.Sources.On("pki.example/crl/ca.crl", HttpStatusCode.BadGateway);
        house.Sources.On("pki.example/ocsp", body => house.Good.Answer(body));

        Assert.Equal(CertificateStatus.Good, (await house.AskAsync()).Status);
        var other = Assert.Single(house.IssueMore(1));
        Assert.Equal(CertificateStatus.Good, (await house.Source.GetStatusAsync(other, default)).Status);
        Assert.Equal(3, house.Sources.Asked);
    }

    private void Fail(string failure)
    {
        if (failure == "503")
        {
            _house.Sources.On("pki.example/ocsp", HttpStatusCode.ServiceUnavailable);
        }
        else if (failure == "tryLater")
        {
            _house.Sources.On("pki.example/ocsp", _ => [0x30, 0x03, 0x0A, 0x01, 0x03]);
        }
    }
}
