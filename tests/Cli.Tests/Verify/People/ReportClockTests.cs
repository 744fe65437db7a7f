// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

public sealed class ReportClockTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 25, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("+07:00", "25/05/2026 08:00:00 +07:00")]
    [InlineData("UTC", "25/05/2026 01:00:00 +00:00")]
    [InlineData("-03:30", "24/05/2026 21:30:00 -03:30")]
    public void Show_WhenAZoneIsGiven_WritesTheOffset(string zone, string shown) =>
        Assert.Equal(shown, ReportClock.TryParse(zone)!.Show(Time));

    [Fact]
    public void Show_WhenACertificateHasNoEnd_StaysWithinTheCalendar()
    {
        var end = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

        Assert.Equal("31/12/9999 23:59:59 +00:00", ReportClock.TryParse("+07:00")!.Show(end));
        Assert.Equal("01/01/0001 00:00:00 +00:00", ReportClock.TryParse("-07:00")!.Show(DateTimeOffset.MinValue));
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("07:00")]
    [InlineData("+7")]
    [InlineData("+07:60")]
    [InlineData("+15:00")]
    [InlineData("utc")]
    [InlineData("Asia/Ho_Chi_Minh")]
    public void TryParse_WhenItIsNoZone_IsNull(string zone) => Assert.Null(ReportClock.TryParse(zone));
}
