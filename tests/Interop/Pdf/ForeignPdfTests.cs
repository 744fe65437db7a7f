// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;

namespace HocBaSo.Signing.Interop;

/// <summary>
/// PDFs of other producers, signed three times (principal, seal, and a later document timestamp), before the tools of others.
/// The signatures are invisible, so that every page looks as it did.
/// </summary>
public sealed class ForeignPdfTests(PdfProducers producers, PdfSchools schools)
    : IClassFixture<PdfProducers>,
        IClassFixture<PdfSchools>
{
    // The machine has two cores, and others use them as well.
    private static readonly ParallelOptions TwoAtATime = new() { MaxDegreeOfParallelism = 2 };

    public static TheoryData<string> Usual => PdfProducers.Usual;

    public static TheoryData<string> Large => PdfProducers.Large;

    [Theory]
    [MemberData(nameof(Usual))]
    public Task Sign_WhenAnotherProgramMadeThePdf_OtherToolsAgree(string producer) => SignAndAskAsync(producer);

    [Theory]
    [MemberData(nameof(Large))]
    [Trait("Category", "Long")]
    public Task Sign_WhenAnOfficeOrABrowserMadeThePdf_OtherToolsAgree(string producer) => SignAndAskAsync(producer);

    [Theory]
    [InlineData("gs-1.4", "%PDF-1.4")]
    [InlineData("gs-2.0", "%PDF-2.0")]
    [InlineData("pdftocairo", "cairo")]
    [InlineData("qpdf-tables", "\nxref")]
    [InlineData("qpdf-object-streams", "/ObjStm")]
    [InlineData("qpdf-linearized", "/Linearized")]
    [InlineData("qpdf-linearized-object-streams", "/ObjStm")]
    [InlineData("qpdf-linearized-object-streams", "/Linearized")]
    [InlineData("qpdf-qdf", "%QDF-1.0")]
    public void Make_WhenAKindIsAsked_GivesOne(string producer, string mark) =>
        Assert.Contains(mark, Encoding.Latin1.GetString(producers.Make(producer)), StringComparison.Ordinal);

    [Theory]
    [InlineData("libreoffice-writer", "LibreOffice")]
    [InlineData("libreoffice-pdfa", "pdfaid:part")]
    [InlineData("chromium", "Skia/PDF")]
    [Trait("Category", "Long")]
    public void Make_WhenALargeKindIsAsked_GivesOne(string producer, string mark) =>
        Assert.Contains(mark, Readable(producers.Make(producer)), StringComparison.Ordinal);

    // Producers' names are in UTF-16 at times.
    private static string Readable(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var hex = string.Concat("LibreOffice".Select(static c => $"{(int)c:X4}"));
        return text.Replace("\0", "", StringComparison.Ordinal).Replace(hex, "LibreOffice", StringComparison.Ordinal);
    }

    private async Task SignAndAskAsync(string producer)
    {
        var pdf = producers.Make(producer);
        foreach (var (scheme, (school, tools)) in schools.All)
        {
            var confirmed = await school.SignAsync(pdf, SignerRole.Cbql);
            var sealedPdf = await school.SignAsync(confirmed, SignerRole.PhatHanh);
            var stamped = await school.StampAsync(sealedPdf);

            Assert.True(confirmed.AsSpan().StartsWith(pdf));
            Assert.True(sealedPdf.AsSpan().StartsWith(confirmed));
            Assert.True(stamped.AsSpan().StartsWith(sealedPdf));
            RequireOurs(school, scheme, stamped);
            var checks = Checks(tools, pdf, confirmed, sealedPdf, stamped);
            Parallel.ForEach(checks, TwoAtATime, static check => check());
        }
    }

    private static void RequireOurs(PdfSchool school, string scheme, byte[] stamped)
    {
        var context = new VerificationContext(school.Pki.Anchors, TimeProvider.System.GetUtcNow());
        var report = new PdfDocumentVerifier().Verify(stamped, context);
        Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        Assert.Equal(3, report.Signatures.Count);
        Assert.All(report.Signatures.Take(2), s => Assert.Equal(scheme, s.Scheme));
        Assert.All(report.Signatures, static s => Assert.NotNull(s.Timestamp));
    }

    private static IEnumerable<Action> Checks(
        PdfTools tools,
        byte[] pdf,
        byte[] confirmed,
        byte[] sealedPdf,
        byte[] stamped
    )
    {
        foreach (var (index, revision) in new[] { confirmed, sealedPdf, stamped }.Index())
        {
            yield return () => tools.RequireClean(revision);
            // pdfsig 22.12 does not judge document timestamps: of those it says only what they cover.
            yield return () => tools.RequirePdfsig(revision, valid: Math.Min(index + 1, 2));
        }
        foreach (var check in ChecksOfValues(tools, stamped))
        {
            yield return check;
        }
        yield return () =>
        {
            var before = tools.Draw(pdf);
            Assert.NotEmpty(before);
            Assert.Equal(before, tools.Draw(stamped));
        };
    }

    private static IEnumerable<Action> ChecksOfValues(PdfTools tools, byte[] stamped)
    {
        var found = FoundSignature.In(stamped);
        Assert.Equal([false, false, true], found.Select(static f => f.IsDocumentTimestamp));
        Assert.Equal(stamped.Length, found[^1].Length);
        foreach (var signature in found.Take(2))
        {
            yield return () => tools.RequireCms(signature);
            yield return () => tools.RequireNoCms(signature);
            yield return () =>
            {
                var (value, token) = signature.ReadTimestamp();
                tools.RequireToken(token, value);
            };
        }
        yield return () => tools.RequireToken(found[^1].Value, found[^1].Octets);
    }
}
