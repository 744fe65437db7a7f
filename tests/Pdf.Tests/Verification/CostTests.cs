// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>Files that are made to be slow: each is answered, and soon.</summary>
[Collection(nameof(AloneCollection))]
public sealed class CostTests
{
    private static readonly VerificationContext Context = new(TrustAnchors.None, DateTimeOffset.UnixEpoch);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public void Verify_WhenThereAreAThousandRevisions_AnswersInTime()
    {
        var pdf = new HandSigned().Build();
        var text = new StringBuilder();
        var previous = 0L;
        var start = Encoding.Latin1.GetString(pdf).LastIndexOf("startxref\n", StringComparison.Ordinal);
        previous = long.Parse(
            Encoding.Latin1.GetString(pdf)[(start + 10)..].Split('\n')[0],
            CultureInfo.InvariantCulture
        );
        for (var i = 0; i < 900; i++)
        {
            var at = pdf.Length + text.Length;
            text.Append($"20 0 obj\n({i})\nendobj\nxref\n20 1\n{at:D10} 00000 n \n");
            var xref = pdf.Length + text.ToString().LastIndexOf("xref\n20", StringComparison.Ordinal);
            text.Append($"trailer\n<< /Size 21 /Root 1 0 R /Prev {previous} >>\nstartxref\n{xref}\n%%EOF\n");
            previous = xref;
        }
        RequireQuick([.. pdf, .. Encoding.Latin1.GetBytes(text.ToString())]);
    }

    [Fact]
    public void Verify_WhenTheFormIsALongChain_AnswersInTime()
    {
        var fields = Enumerable
            .Range(14, 30_000)
            .Select(n => (n, (string?)$"<< /FT /Sig /T (F) /Parent {n - 1} 0 R /V 5 0 R /Kids [{n + 1} 0 R] >>"))
            .ToArray();
        var pdf = new HandSigned().Build();
        RequireQuick(Update.Append(pdf, [Update.Edit(pdf, 6, "7 0 R]", "7 0 R 14 0 R]"), .. fields]));
    }

    [Fact]
    public void Verify_WhenAllRefersToAll_AnswersInTime()
    {
        var all = string.Join(' ', Enumerable.Range(14, 2_000).Select(static n => $"{n} 0 R"));
        var parts = Enumerable.Range(14, 2_000).Select(n => (n, (string?)$"[{all}]")).ToArray();
        var pdf = new HandSigned { CatalogEntries = "/DSS << /Certs 14 0 R >>" }.Build();
        var once = Update.Append(pdf, parts);
        RequireQuick(Update.Append(once, parts[..100]));
    }

    [Fact]
    public void Verify_WhenNestingIsDeep_AnswersInTime()
    {
        var deep = new string('[', 60) + new string(']', 60);
        var pdf = new HandSigned().Build();
        var values = Enumerable.Range(14, 20_000).Select(n => (n, (string?)deep)).ToArray();
        RequireQuick(Update.Append(pdf, values));
    }

    [Fact]
    public void Verify_WhenManyFieldsShareOneSignature_AnswersInTime()
    {
        var fields = Enumerable.Range(14, 60).Select(n => (n, (string?)$"<< /FT /Sig /T (F{n}) /V 5 0 R >>")).ToArray();
        var pdf = new HandSigned().Build();
        var list = string.Join(' ', fields.Select(static f => $"{f.n} 0 R"));
        var report = RequireQuick(Update.Append(pdf, [Update.Edit(pdf, 6, "7 0 R]", $"7 0 R {list}]"), .. fields]));
        Assert.Contains(
            report.Signatures,
            s => s.Reason?.Contains("share one signature", StringComparison.Ordinal) == true
        );
    }

    private static VerificationReport RequireQuick(byte[] pdf)
    {
        var verifier = new PdfDocumentVerifier();
        var start = Stopwatch.GetTimestamp();
        var report = verifier.Verify(pdf, Context);
        var took = Stopwatch.GetElapsedTime(start);
        // The limit is a second on a quiet machine; this one may be busy.
        Assert.True(took < Limit, $"{took}: {report.Reason}");
        Assert.NotEqual(Indication.TotalPassed, report.Indication);
        return report;
    }
}
