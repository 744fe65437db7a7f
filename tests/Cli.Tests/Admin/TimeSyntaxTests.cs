// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Cli.Tests.Admin;

public sealed class TimeSyntaxTests
{
    [Theory]
    [InlineData("2026-09-30", false, "2026-09-29T17:00:00Z")]
    [InlineData("2026-09-30", true, "2026-09-30T16:59:59Z")]
    [InlineData("2026-09-30T07:00", false, "2026-09-30T00:00:00Z")]
    [InlineData("2026-09-30T07:00:01", true, "2026-09-30T00:00:01Z")]
    [InlineData("2026-09-30T07:00Z", false, "2026-09-30T07:00:00Z")]
    [InlineData("2026-09-30T07:00:30+09:00", false, "2026-09-29T22:00:30Z")]
    public void TryParse_WhenItIsATime_IsThatOfVietNamUnlessItSaysElse(string text, bool isEnd, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
            TimeSyntax.TryParse(text, isEnd)?.ToUniversalTime()
        );

    [Theory]
    [InlineData("")]
    [InlineData("30/09/2026")]
    [InlineData("2026-09-31")]
    [InlineData("2026-09-30 07:00")]
    [InlineData("2026-09-30T25:00")]
    [InlineData("now")]
    public void TryParse_WhenItIsNone_IsNull(string text) => Assert.Null(TimeSyntax.TryParse(text, isEnd: false));
}
