// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml.Tests.Signing;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>What the verification before return allocates: it is part of every document's way.</summary>
public sealed class VerificationBudgetTests
{
    private const int BudgetBytes = 24 << 10;

    [Fact]
    public async Task Verify_WhenATeacherHasSignedATranscript_StaysInTheBudgetOfBytes()
    {
        using var house = new SigningHouse(TestKey.Ec);
        var sample = SampleClass.Generate(SchoolLevel.Thcs, 1, 7).First();
        var signed = await RealTranscriptTests.SealAsync(house, sample, steps: 1);
        var verifier = new XmlDocumentVerifier([TranscriptProfile.Default]);
        var context = new VerificationContext(house.Pki.Anchors, SealedDocument.Now);
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var report = verifier.Verify(signed, context);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(report.Indication == Indication.TotalPassed, report.Reason);
        }

        Assert.InRange(least, 1, BudgetBytes);
    }
}
