// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml;
using HocBaSo.Signing.Xml.Tests.Syntax;
using HocBaSo.Signing.Xml.Tests.Verification;

namespace HocBaSo.Signing.Fuzz;

/// <summary>Mutated signed documents: always a report, never an exception, never slow, and never intact with other signed content.</summary>
public sealed class VerifierFuzz
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    // algorithms, transforms and URIs that lead elsewhere
    private static readonly byte[][] s_tokens =
    [
        .. XmlTokens.All,
        "http://www.w3.org/2000/09/xmldsig#hmac-sha1"u8.ToArray(),
        "http://www.w3.org/TR/1999/REC-xslt-19991116"u8.ToArray(),
        "http://www.w3.org/TR/1999/REC-xpath-19991116"u8.ToArray(),
        "http://www.w3.org/2006/12/xml-c14n11"u8.ToArray(),
        "http://www.w3.org/2007/05/xmldsig-more#rsa-pss"u8.ToArray(),
        "<ds:Object></ds:Object>"u8.ToArray(),
        "<ds:Reference URI=\"\">"u8.ToArray(),
        "<ds:KeyName>x</ds:KeyName>"u8.ToArray(),
        "#xpointer(/)"u8.ToArray(),
        "Id=\"x\""u8.ToArray(),
    ];

    [Fact]
    public void Verify_WhenASignedDocumentIsMutated_AlwaysReports()
    {
        var verifier = new XmlDocumentVerifier([new NeutralProfile()]);
        var context = new VerificationContext(
            TrustAnchors.None,
            new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        var originals = Seeds().Select(File.ReadAllBytes).ToArray();
        Assert.All(originals, o => Assert.Equal(Integrity.Intact, verifier.Verify(o, context).Integrity));
        var answers = new int[5];
        for (var i = 0; i < FuzzCount.Value; i++)
        {
            var document = new ByteMutator(i, s_tokens).Mutate(originals[i % originals.Length]);
            var start = CpuClock.Now;
            var report = verifier.Verify(document, context);
            Assert.True(CpuClock.Now - start < s_limit, $"mutation {i} was slow");
            Assert.True(report.Indication != Indication.TotalPassed, $"mutation {i} passed without an anchor");
            answers[(int)report.Integrity]++;
        }
        Assert.True(answers[(int)Integrity.Broken] > 0 && answers[(int)Integrity.Unreadable] > 0);
    }

    private static IEnumerable<string> Seeds() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "seeds", "verifier")).Order(StringComparer.Ordinal);
}
