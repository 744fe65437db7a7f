// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Tests.Verification.Attacks;
using HocBaSo.Signing.TestKit;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Forms that are made to be slow or large: refused before anything is signed, within a second of CPU and in little memory.</summary>
[Collection(nameof(AloneCollection))]
public sealed class FormCostTests(ITestOutputHelper output)
{
    private const int MiB = 1 << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void Plan_WhenEachFieldIsBelowTheOneBefore_IsRefusedInLittleMemory() =>
        RequireRefused(Chain(static n => $"/T (abcdefghij) /FT /Sig /Kids [{n + 1} 0 R]"));

    [Fact]
    public void Plan_WhenFieldsWithoutNamesLockOneAnother_IsRefusedInLittleMemory() =>
        RequireRefused(Chain(static n => $"/T () /FT /Sig /Lock << /Action /All >> /Kids [{n + 1} 0 R]"));

    [Fact]
    public void Verify_WhenFieldsWithoutNamesLockOneAnother_IsUnreadableInLittleMemory()
    {
        var pdf = Chain(static n => $"/T () /FT /Sig /Lock << /Action /All >> /Kids [{n + 1} 0 R]");

        var report = Measure(() => new PdfDocumentVerifier().Verify(pdf, Attack.Context), 10 * MiB);

        Assert.Equal(Integrity.Unreadable, report.Integrity);
    }

    [Fact]
    public void Plan_WhenManyFieldsShareALongName_IsRefusedInLittleMemory()
    {
        var kids = string.Join(' ', Enumerable.Range(5, 19_000).Select(static n => $"{n} 0 R"));
        RequireRefused(
            Form([
                $"<< /T ({new string('a', 4_000)}) /Kids [{kids}] >>",
                .. Enumerable.Range(5, 19_000).Select(static n => $"<< /T ({n}) /FT /Sig >>"),
            ]),
            32 * MiB
        );
    }

    [Fact]
    public void Plan_WhenOneNameIsHuge_IsRefusedInLittleMemory() =>
        RequireRefused(Form($"<< /T ({new string('a', 30 * MiB)}) /FT /Sig >>"));

    [Fact]
    public void Plan_WhenAMillionKidsLeadNowhere_IsRefusedInTime()
    {
        var kids = string.Concat(Enumerable.Repeat("99 0 R ", 1_000_000));
        RequireRefused(Revisions(Form($"<< /T (a) /FT /Sig /Kids [{kids}] >>"), 900));
    }

    // As many as may be named, in a file where finding each is dear.
    [Fact]
    public void Plan_WhenFewerKidsLeadNowhereInManyRevisions_IsRefusedInTime()
    {
        var kids = string.Concat(Enumerable.Repeat("99 0 R ", 19_000));
        RequireRefused(Revisions(Form($"<< /T (a) /FT /Sig /Kids [{kids}] >>"), 900));
    }

    [Fact]
    public void Plan_WhenManySignaturesNameManyFields_IsRefusedInTime()
    {
        const int Count = 5_000;
        var names = string.Concat(Enumerable.Repeat("(a)", 3_000));
        var kids = string.Join(' ', Enumerable.Range(7, Count).Select(static n => $"{n} 0 R"));
        RequireRefused(
            Form([
                $"<< /T (a) /FT /Sig /Lock 6 0 R /Kids [{kids}] >>",
                "<< /Type /Sig >>",
                $"<< /Action /Include /Fields [{names}] >>",
                .. Enumerable.Range(7, Count).Select(static n => $"<< /T ({n}) /V 5 0 R >>"),
            ]),
            16 * MiB
        );
    }

    private void RequireRefused(byte[] pdf, long maxAllocated = 10 * MiB)
    {
        using var house = new PdfHouse(TestKey.Ec);
        var step = house.Request("CBQL").Step;

        var fault = Measure(
            () =>
                Record.Exception(() =>
                {
                    using var document = house.Format.Open(pdf);
                    document.Plan([step]);
                }),
            maxAllocated
        );

        Assert.Equal(SigningErrorKind.DocumentTooLarge, Assert.IsType<SigningException>(fault).Kind);
    }

    private T Measure<T>(Func<T> work, long maxAllocated)
    {
        var (start, allocated) = (CpuClock.Now, GC.GetAllocatedBytesForCurrentThread());
        var result = work();
        var (took, taken) = (CpuClock.Now - start, GC.GetAllocatedBytesForCurrentThread() - allocated);
        output.WriteLine($"{took.TotalMilliseconds:F0} ms, {taken >> 10} KiB: {result}");
        Assert.True(took < s_limit, $"{took}");
        Assert.True(taken < maxAllocated, $"{taken}");
        return result;
    }

    /// <summary>Twenty thousand fields, each the only kid of the one before.</summary>
    private static byte[] Chain(Func<int, string> entries) =>
        Form([.. Enumerable.Range(4, 19_990).Select(n => $"<< {entries(n)} >>")]);

    /// <summary>A form whose list is the object 4.</summary>
    private static byte[] Form(params string[] bodies) =>
        HandMadePdf.Build([
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            .. bodies,
        ]);

    /// <summary>The same with so many empty revisions behind.</summary>
    private static byte[] Revisions(byte[] pdf, int count)
    {
        var text = new StringBuilder();
        var previous = Structures.Newest(pdf);
        for (var i = 0; i < count; i++)
        {
            var at = pdf.Length + text.Length;
            text.Append(
                CultureInfo.InvariantCulture,
                $"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 5 /Root 1 0 R "
            );
            text.Append(CultureInfo.InvariantCulture, $"/Prev {previous} >>\nstartxref\n{at}\n%%EOF\n");
            previous = at;
        }
        return [.. pdf, .. Encoding.Latin1.GetBytes(text.ToString())];
    }
}
