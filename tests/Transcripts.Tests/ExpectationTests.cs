// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Xml.Linq;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

public sealed class ExpectationTests
{
    [Theory]
    [InlineData(SchoolLevel.TieuHoc)]
    [InlineData(SchoolLevel.Thcs)]
    [InlineData(SchoolLevel.Thpt)]
    public void Expect_WhenEveryoneHasSigned_EqualsThePlan(SchoolLevel level)
    {
        var sample = SampleClass.Generate(level, 1, 7).Single();
        string[] claims = [.. sample.Claims.Select(c => c.ToString())];
        var planned = Doc.Of(level).Plan(claims).Signatures;
        var expectation = Doc.Of(level).Signed(claims).Expect();
        Assert.Empty(expectation.Violations);
        Assert.Empty(expectation.MissingRoles);
        Assert.Equal("hoc-ba-so/1", expectation.ProfileName);
        Assert.Equal(SchoolLevels.NameOf(level), expectation.SchoolLevel);
        Assert.Equal(planned.Select(p => p.SignatureId), expectation.Signatures.Select(s => s.SignatureId));
        Assert.Equal(planned.Select(p => p.Claim), expectation.Signatures.Select(s => s.Claim));
        Assert.All(planned.Zip(expectation.Signatures), p => Assert.Equal(p.First.SignedIds, p.Second.SignedIds));
        Assert.True(expectation.Signatures[^1].CoversWholeDocument);
    }

    [Fact]
    public void Expect_WhenUnsigned_MissesEveryRequiredRole()
    {
        var doc = Doc.Of();
        var expectation = doc.Expect();
        Assert.Empty(expectation.Signatures);
        Assert.Empty(expectation.Violations);
        string[] all = [.. doc.Subjects.Select(s => $"GVBM:{s}"), "GVCN", "CBQL", "PHAT_HANH"];
        Assert.Equal(all, expectation.MissingRoles.Select(r => r.ToString()));
    }

    [Theory]
    [InlineData("PHAT_HANH", "PHAT_HANH has signed, but GVCN, CBQL has not.")]
    [InlineData("CBQL", "CBQL has signed, but GVCN has not.")]
    public void Expect_WhenRequiredRoleIsMissing_IsAViolation(string signed, string sentence) =>
        Assert.Contains("/HocBaSo/DSCKS: " + sentence, Doc.Of(SchoolLevel.TieuHoc).Signed(signed).Expect().Violations);

    [Theory]
    [InlineData("TongKet")]
    [InlineData("PhatHanh")]
    public void Expect_WhenSealedWithoutBlock_IsAViolation(string element)
    {
        var doc = Doc.Of(SchoolLevel.TieuHoc).Signed("GVCN", "CBQL", "PHAT_HANH");
        doc.Root.Element(element)!.Remove();
        Assert.Contains(doc.Expect().Violations, v => v.Contains(element, StringComparison.Ordinal));
    }

    [Fact]
    public void Expect_WhenHomeroomTeacherSignsAfterPrincipal_AsksPrincipalForTheValue()
    {
        var doc = Doc.Of(SchoolLevel.TieuHoc).Signed("CBQL", "GVCN");
        Assert.Equal($"SV-GVCN-{doc.Code}", doc.Expect().Signatures[0].SignedIds[^1]);
    }

    [Fact]
    public void Expect_WhenRootIsAnother_SaysSo()
    {
        var expectation = TranscriptProfile.Default.Expect(XDocumentTree.Root(new XElement("HoaDon")));
        Assert.Contains("/HoaDon: The document is not a transcript.", expectation.Violations);
        Assert.Empty(expectation.Signatures);
    }

    public static TheoryData<string> Crowds =>
        ["unknown", "containers", "subjects", "gvcn", "deep", "long names", "attributes"];

    [Theory]
    [MemberData(nameof(Crowds))]
    public void Expect_WhenElementsAreVeryMany_StaysLinear(string kind)
    {
        const int Many = 100_000;
        var tree = new CrowdTree(kind, Many);
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var expectation = TranscriptProfile.Default.Expect(new ElementView(tree, 0));
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotEmpty(expectation.Violations);
        Assert.True(expectation.Violations.Count < 200);
        // Counted, not timed: a quadratic walk would ask the tree some 10^10 times.
        Assert.True(tree.Questions < 60L * Many, $"{tree.Questions} questions, {clock.Elapsed}");
        Assert.True(bytes < 3000L * Many, $"{bytes} bytes");
    }
}
