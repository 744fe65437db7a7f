// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>How long a client may keep a stream waiting within a document.</summary>
public sealed class SendingClockTests
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(300);
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(1, 299)] // one octet at the last moment
    [InlineData(200, 1)] // a little every second
    public void Left_WhenLessComesThanThePace_Ends(int bytes, int seconds)
    {
        var clock = new SendingClock(s_idle, _time);
        var sent = TimeSpan.Zero;
        while (clock.Left > TimeSpan.Zero && sent < TimeSpan.FromHours(2))
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            sent += TimeSpan.FromSeconds(seconds);
            clock.Extend(bytes);
        }

        Assert.InRange(sent, s_idle, TimeSpan.FromSeconds(1900));
    }

    [Theory]
    [InlineData(240, 1)]
    [InlineData(1000, 4)]
    [InlineData(262_144, 299)]
    public void Left_WhenThePaceIsKept_DoesNotEnd(int bytes, int seconds)
    {
        var clock = new SendingClock(s_idle, _time);
        for (var i = 0; i < 5000; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            Assert.NotEqual(TimeSpan.Zero, clock.Left);
            clock.Extend(bytes);
        }
    }

    [Fact]
    public void Left_WhenMuchCameAtOnce_IsNoLongerThanIdle()
    {
        var clock = new SendingClock(s_idle, _time);
        clock.Extend(64 << 20);
        Assert.Equal(s_idle, clock.Left);

        _time.Advance(s_idle);
        Assert.Equal(TimeSpan.Zero, clock.Left);
        clock.Restart();
        Assert.Equal(s_idle, clock.Left);
    }
}
