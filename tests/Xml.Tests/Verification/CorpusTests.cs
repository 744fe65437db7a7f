// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Core;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>
/// Other people's files, where the folder of corpora is (the variable HBS_CORPORA, or <c>../shared/corpora</c> beside the
/// repository). It is no part of the repository: without it, this test has nothing to look at.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 5, 25, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Verify_WhenOthersMadeTheFiles_AnswersAsTheyKnow()
    {
        var verifier = new XmlDocumentVerifier([]);
        var context = new VerificationContext(TrustAnchors.None, Now);
        var wrong = new List<string>();
        foreach (var (file, expected) in Cases())
        {
            var bytes = File.ReadAllBytes(file);
            var watch = Stopwatch.StartNew();
            var report = verifier.Verify(bytes, context);
            var isIntact = report.Integrity == Integrity.Intact;
            var isRight = expected switch
            {
                "valid" => isIntact || report.Integrity == Integrity.Unsupported && !UsesOnlyWhatIsServed(bytes),
                "attack" or "invalid" or "malformed" => !isIntact,
                _ => true,
            };
            var line = $"{expected}\t{report.Integrity}\t{report.SubIndication}\t{file}\t{report.Reason}";
            output.WriteLine(line);
            if (!isRight || watch.ElapsedMilliseconds > 1000)
            {
                wrong.Add(line);
            }
        }
        Assert.Empty(wrong);
    }

    private static bool UsesOnlyWhatIsServed(byte[] bytes)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        string[] others =
        [
            "hmac",
            "#dsa-",
            "xslt",
            "REC-xpath",
            "filter2",
            "base64",
            "URI=\"http",
            ".xml\"",
            ".txt\"",
            ".b64\"",
            "xmldsig#dsa",
        ];
        return !Array.Exists(others, o => text.Contains(o, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<(string File, string Expected)> Cases()
    {
        if (Folder() is not { } folder)
        {
            yield break;
        }
        foreach (var line in File.ReadLines(Path.Combine(folder, "index.tsv")).Skip(1))
        {
            var fields = line.Split('\t');
            if (fields[1] == "xml")
            {
                yield return (Path.Combine(folder, fields[0]), fields[2]);
            }
        }
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("HBS_CORPORA") is { Length: > 0 } named)
        {
            return named;
        }
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var beside = Path.Combine(at.FullName, "shared", "corpora");
            if (File.Exists(Path.Combine(beside, "index.tsv")))
            {
                return beside;
            }
        }
        return null;
    }
}
