// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Pdf.Tests.Verification;

/// <summary>Other people's signed, attacked and malformed files, with known answers.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly VerificationContext Context = new(TrustAnchors.None, DateTimeOffset.UnixEpoch);

    // Ed448 over SHAKE256 is not computed here; of the other one /Contents holds nothing but zeros.
    private static readonly string[] NotIntact = ["ed448-shake256-nolen.pdf", "base.pdf"];

    [Fact]
    public void Verify_WhenFilesAreOtherPeoples_GivesTheKnownAnswers()
    {
        if (Corpus.Find() is not { } folder)
        {
            output.WriteLine("NOT RUN: no shared/corpora beside the repository, and HBS_CORPORA is not set.");
            return;
        }
        var verifier = new PdfDocumentVerifier();
        var wrong = new List<string>();
        foreach (var row in Corpus.Rows(folder, "pdf"))
        {
            var document = File.ReadAllBytes(row.File);
            var clock = Stopwatch.StartNew();
            var report = verifier.Verify(document, Context);
            var line =
                $"{row.Expected, -13} {EtsiNames.Of(report.Integrity), -11} {Path.GetFileName(row.File)}: {report.Reason}";
            output.WriteLine($"{line} ({clock.ElapsedMilliseconds} ms)");
            foreach (var signature in report.Signatures)
            {
                output.WriteLine(
                    $"    {signature.Id} {signature.Level} {EtsiNames.Of(signature.Integrity)} "
                        + $"{string.Join(';', signature.SignedPaths)} {signature.Reason}"
                );
                foreach (var warning in signature.Warnings)
                {
                    output.WriteLine("        " + warning);
                }
            }
            if (IsWrong(row.Expected, report.Integrity, Path.GetFileName(row.File)))
            {
                wrong.Add(line);
            }
        }
        Assert.Empty(wrong);
    }

    private static bool IsWrong(string expected, Integrity integrity, string name) =>
        expected switch
        {
            "valid" => integrity != Integrity.Intact && !NotIntact.Contains(name),
            "invalid" or "attack" or "malformed" => integrity == Integrity.Intact,
            "input" => integrity is Integrity.Intact,
            _ => false,
        };
}
