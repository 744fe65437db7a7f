// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Xml.Tests.Verification;

/// <summary>Verifies, and asserts what holds for every document, hostile or not: under a second, in bounded memory.</summary>
internal static class BoundedVerification
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);
    private const long MaxAllocated = 128L << 20;

    public static VerificationReport Verify(XmlDocumentVerifier verifier, string text, VerificationContext context)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = CpuClock.Now;
        var report = verifier.Verify(bytes, context);
        var spent = CpuClock.Now - start;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        Assert.InRange(spent, TimeSpan.Zero, s_limit);
        return report;
    }
}
