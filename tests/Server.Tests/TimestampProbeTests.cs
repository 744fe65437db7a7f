// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Health;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>How often health asks an authority.</summary>
public sealed class TimestampProbeTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(59, 1)]
    [InlineData(60, 2)]
    [InlineData(-3600, 2)]
    public async Task Check_WhenTheClockIsSet_AsksUnlessTheLastAnswerIsOfTheMinuteBefore(int seconds, int asked)
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 5, 31, 8, 0, 0, TimeSpan.Zero));
        var pki = new TestPki();
        using var handler = new StubHttpHandler();
        handler.On("tsa", new TestTimestampAuthority(pki, time).Authority);
        using var http = new HttpClient(handler);
        using var source = new HttpTimestampSource(
            new TimestampSourceOptions
            {
                Authorities = [new TimestampAuthorityOptions { Name = "tsa", Url = new Uri("http://tsa/") }],
            },
            http,
            new TimestampTokenVerifier(new CertificatePathValidator()),
            () => pki.Anchors.TimestampAuthorities,
            time,
            null
        );
        var probe = new TimestampProbe(Task.FromResult(source), time);
        Assert.True((await probe.CheckAsync(CancellationToken.None)).IsWell);

        // Behind the pause between two questions, of which the clock knows nothing.
        time.Advance(TimeSpan.FromSeconds(20));
        time.Step(TimeSpan.FromSeconds(seconds - 20));
        Assert.True((await probe.CheckAsync(CancellationToken.None)).IsWell);

        Assert.Equal(asked, handler.Asked.Count);
    }
}
