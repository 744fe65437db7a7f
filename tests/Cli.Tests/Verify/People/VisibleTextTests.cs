// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("\u001b[31mhợp lệ\u001b[0m", @"\u{1B}[31mhợp lệ\u{1B}[0m")]
    [InlineData("a\r\nb\tc\0d\u007f\u009b", @"a\u{D}\u{A}b\u{9}c\u{0}d\u{7F}\u{9B}")]
    [InlineData("\u202Egnp.exe\u202C \u2066x\u2069", @"\u{202E}gnp.exe\u{202C} \u{2066}x\u{2069}")]
    [InlineData("a\u200Bb\uFEFFc\u00ADd\u2028e", @"a\u{200B}b\u{FEFF}c\u{AD}d\u{2028}e")]
    [InlineData("x\u05D0\u0661", @"x\u{5D0}\u{661}")]
    [InlineData("x\u3164\u2800\u00A0\uE000", @"x\u{3164}\u{2800}\u{A0}\u{E000}")]
    [InlineData("\U000E0041", @"\u{E0041}")]
    [InlineData("a\u0301\u0302\u0303\u0304\u0305", "a\u0301\u0302\u0303\\u{304}\\u{305}")]
    public void Of_WhenACharacterMayHarm_ShowsItsNumber(string hostile, string shown) =>
        Assert.Equal(shown, VisibleText.Of(hostile));

    // No attribute can hold half of a pair.
    [Fact]
    public void Of_WhenASurrogateStandsAlone_ShowsItsNumber() =>
        Assert.Equal(@"\u{D800}x\u{DC00}", VisibleText.Of("\uD800x\uDC00"));

    [Theory]
    [InlineData("Nguyễn Thị Ánh Nguyệt – Trường THCS “Bình Minh” [đỏ] {0} & <b>")]
    [InlineData("Nguye\u0302\u0303n Thi\u0323 A\u0301nh")]
    [InlineData("漢字 😀 Ж")]
    [InlineData("")]
    public void Of_WhenTextIsPlain_LeavesItAlone(string plain) => Assert.Equal(plain, VisibleText.Of(plain));
}
