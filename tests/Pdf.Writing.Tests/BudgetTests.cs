// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>What writing may cost. Time is stated by a benchmark; octets are held here.</summary>
[Collection(nameof(AloneCollection))]
public sealed class BudgetTests
{
    private const int AllocatedBytes = 400 << 10;
    private const int FileBytes = 80 << 10;
    private const int Pupils = 20;

    [Fact]
    public void ToArray_WhenSevenPagesAreWritten_StaysInTheBudgetOfBytes()
    {
        var length = 0;
        var pupil = 0;
        var least = Allocation.Least(
            AllocatedBytes,
            () => length = SevenPages.Make(Samples.Fonts, pupil++ % Pupils).Length
        );

        Assert.True(least.Bytes <= AllocatedBytes, $"{least}");
        Assert.True(length <= FileBytes, $"The file has {length} bytes.");
    }

    [Fact]
    public void ToArray_WhenARemarkIsVeryLong_CostsInProportion()
    {
        var text = string.Join(' ', Enumerable.Repeat("Nguyễn", 15_000));
        Samples.WithText(text);
        var start = CpuClock.Now;

        var pdf = Samples.WithText(text);

        Assert.True(CpuClock.Now - start < TimeSpan.FromSeconds(1));
        Assert.True(pdf.Length < 200 << 10);
    }
}
