// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.TestKit;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Fuzz;

/// <summary>
/// Mutated PDFs through the parser and the verifier: every object read or refused with a kind, always a report, none over a
/// second of CPU, none that takes much memory, and none intact whose signed octets are not those that were signed.
/// </summary>
public sealed class PdfVerifierFuzz(ITestOutputHelper output)
{
    private const long MaxAllocated = 64 << 20;
    private const int MaxObjectsRead = 200;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);
    private static readonly VerificationContext s_context = new(TrustAnchors.None, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Verify_WhenPdfIsMutated_AlwaysReports()
    {
        var verifier = new PdfDocumentVerifier();
        var seeds = PdfSeeds.All();
        Assert.All(seeds, s => Require(s, verifier.Verify(s.Octets, s_context).Integrity));
        var mutations = new PdfMutations(seeds);
        var (answers, kinds) = (new int[Enum.GetValues<Integrity>().Length], new int[PdfMutations.Count]);
        var (slowest, largest) = (TimeSpan.Zero, 0L);
        for (var i = 0; i < FuzzCount.Value; i++)
        {
            var (pdf, kind) = mutations.Make(i);
            var (start, allocated) = (CpuClock.Now, GC.GetAllocatedBytesForCurrentThread());
            var report = Run(verifier, pdf, i);
            var (took, took2) = (CpuClock.Now - start, GC.GetAllocatedBytesForCurrentThread() - allocated);
            Assert.True(took < s_limit, $"mutation {i} took {took}");
            Assert.True(took2 < MaxAllocated, $"mutation {i} took {took2} bytes");
            Assert.True(report.Indication != Indication.TotalPassed, $"mutation {i} passed without an anchor");
            if (report.Integrity == Integrity.Intact && !PdfMutations.SignsAgain(kind))
            {
                RequireSigned(report, pdf, mutations.SeedOf(i), i);
            }
            (slowest, largest) = (took > slowest ? took : slowest, Math.Max(largest, took2));
            answers[(int)report.Integrity]++;
            kinds[kind] += report.Integrity == Integrity.Intact ? 1 : 0;
        }
        output.WriteLine(
            $"{FuzzCount.Value}: {string.Join(", ", answers.Select((n, k) => $"{(Integrity)k} {n}"))}; slowest "
                + $"{slowest.TotalMilliseconds:F0} ms, largest {largest >> 10} KiB; intact by mutation {string.Join(' ', kinds)}"
        );
        Assert.True(answers[(int)Integrity.Broken] > 0 && answers[(int)Integrity.Unreadable] > 0);
        Assert.True(answers[(int)Integrity.Intact] > 0, "No mutation reached what is allowed.");
    }

    // "0-840,6843-7562": what the report calls signed is what the seed has there.
    private static void RequireSigned(VerificationReport report, byte[] pdf, byte[] seed, int mutation)
    {
        foreach (
            var range in report.Signatures.SelectMany(static s => s.SignedData).SelectMany(static r => r.Split(','))
        )
        {
            var ends = range.Split('-').Select(static n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            var length = ends[1] + 1 - ends[0];
            Assert.True(
                ends[1] < seed.Length && pdf.AsSpan(ends[0], length).SequenceEqual(seed.AsSpan(ends[0], length)),
                $"mutation {mutation} changed what is signed, and is intact"
            );
        }
    }

    private static VerificationReport Run(PdfDocumentVerifier verifier, byte[] pdf, int mutation)
    {
        try
        {
            ReadAll(pdf);
            return verifier.Verify(pdf, s_context);
        }
        catch (Exception other)
        {
            Assert.Fail($"mutation {mutation}: {other}");
            throw;
        }
    }

    /// <summary>The parser by itself: each object, its entries, its data.</summary>
    private static void ReadAll(byte[] pdf)
    {
        try
        {
            var file = PdfFile.Open(pdf, PdfLimits.Default);
            var objects = file.Newest;
            for (var number = 1; number < Math.Min(objects.ObjectCount, MaxObjectsRead); number++)
            {
                Read(file, objects, number);
            }
        }
        catch (SigningException refusal)
        {
            RequireKind(refusal);
        }
    }

    private static void Read(PdfFile file, PdfObjects objects, int number)
    {
        try
        {
            var found = objects.Get(new PdfReference(number, 0));
            if (found.Value.IsDictionary)
            {
                foreach (var entry in found.Value.Entries())
                {
                    PdfNames.Decode(entry.Key);
                    objects.Resolve(entry.Value);
                }
            }
            if (found.IsStream)
            {
                file.Decode(found, objects);
            }
        }
        catch (SigningException refusal)
        {
            RequireKind(refusal);
        }
    }

    private static void RequireKind(SigningException refusal) =>
        Assert.True(
            refusal.Kind
                is SigningErrorKind.MalformedDocument
                    or SigningErrorKind.DocumentTooLarge
                    or SigningErrorKind.UnsupportedFormat,
            $"{refusal.Kind}: {refusal.Message}"
        );

    private static void Require(PdfSeed seed, Integrity integrity) =>
        Assert.True(integrity == (seed.IsSigned ? Integrity.Intact : Integrity.Unsigned), $"{seed.Name}: {integrity}");
}
