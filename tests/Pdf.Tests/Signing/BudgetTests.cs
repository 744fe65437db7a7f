// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>What signing may cost; alone, because memory is that of the whole process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class BudgetTests
{
    private const int BudgetBytes = 128 << 10;

    [Theory]
    [InlineData("ghostscript")]
    [InlineData("qpdf-streams")]
    [InlineData("qpdf-linearized-streams")]
    public void PrepareAndComplete_WhenA60KilobytePdfIsSigned_StaysInTheBudgetOfBytes(string kind)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = SixtyKilobytes(house, kind);
        var request = house.Request("GVCN");
        var value = new byte[64];
        value.AsSpan().Fill(0x55);
        var least = Allocation.LeastBesidesResult(
            BudgetBytes,
            () =>
            {
                using var document = house.Format.Open(pdf);
                document.Complete(document.Prepare(request), value, null);
                return document.ToSignedDocument().Length;
            }
        );

        Assert.True(least.Bytes <= BudgetBytes, $"{least} for {kind}, {pdf.Length} bytes");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    public void Sign_WhenThePdfIsLarge_TakesAtMostTwoAndAHalfTimesItsSize(int megabytes)
    {
        using var house = new PdfHouse(TestKey.Ec);
        Sign(house, Large(1 << 10));
        var (before, after) = MeasurePeak(house, megabytes << 20);

        // Besides the file: what the runtime takes for itself, whatever is signed.
        const long Base = 8 << 20;
        Assert.True(after - before <= Base + (megabytes * 5L << 19), $"{before} then {after}");
    }

    private static (long Before, long After) MeasurePeak(PdfHouse house, int length)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Status("VmRSS");
        var signed = Sign(house, Large(length));
        Assert.True(signed.Length > length);
        return (before, Status("VmHWM"));
    }

    private static byte[] Sign(PdfHouse house, byte[] pdf)
    {
        using var document = house.Format.Open(pdf);
        document.Complete(document.Prepare(house.Request("GVCN")), new byte[64], null);
        return document.ToSignedDocument();
    }

    // Made in place, so that making it takes no more than it is.
    private static byte[] Large(int length)
    {
        var small = PdfFiles.ByHand().AsSpan();
        var table = small.LastIndexOf("xref\n0 "u8);
        var start = small.LastIndexOf("startxref\n"u8);
        var end = System.Text.Encoding.ASCII.GetBytes($"startxref\n{table + length}\n%%EOF\n");
        var pdf = GC.AllocateUninitializedArray<byte>(start + length + end.Length);
        small[..table].CopyTo(pdf);
        pdf.AsSpan(table, length).Fill((byte)'x');
        pdf[table] = (byte)'%';
        pdf[table + length - 1] = (byte)'\n';
        small[table..start].CopyTo(pdf.AsSpan(table + length));
        end.CopyTo(pdf.AsSpan(start + length));
        return pdf;
    }

    private static byte[] SixtyKilobytes(PdfHouse house, string kind)
    {
        var pdf = PdfFiles.Make(kind, house.Folder, linesOnPage: 300);
        Assert.InRange(pdf.Length, 50_000, 80_000);
        return pdf;
    }

    private static long Status(string key) =>
        File.ReadLines("/proc/self/status")
            .Where(l => l.StartsWith(key, StringComparison.Ordinal))
            .Select(l =>
                1024 * long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)
            )
            .Single();
}
