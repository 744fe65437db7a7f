// SPDX-License-Identifier: Apache-2.0
using System.Xml.Linq;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

public sealed class TranscriptPlanTests
{
    private static readonly string[] Seal = ["GVCN", "CBQL", "PHAT_HANH"];

    [Fact]
    public void Plan_WhenSubjectTeacherSigns_CoversHeaderAndOwnBlock()
    {
        var doc = Doc.Of();
        var plan = doc.Plan("GVBM:TOAN");
        var planned = Assert.Single(plan.Signatures);
        Assert.Equal([$"TTHB-{doc.Code}", $"MH-TOAN-{doc.Code}"], planned.SignedIds);
        Assert.Equal($"GVBM-TOAN-{doc.Code}", planned.SignatureId);
        Assert.Equal("GVBM", planned.Place!.ContainerName);
        Assert.Equal(("MaMon", "TOAN"), planned.Place.ContainerAttribute);
        Assert.Null(planned.Place.ExistingContainer);
        Assert.Equal("DSCKS", new ElementView(XDocumentTree.Root(doc.Root).Tree, planned.Place.Parent).LocalName);
        Assert.Equal(doc.Code, plan.LookupCode);
        Assert.Equal("thcs", plan.SchoolLevel);
        Assert.Equal(SampleClass.School(SchoolLevel.Thcs, 7).Code, plan.SchoolCode);
    }

    [Fact]
    public void Plan_WhenHomeroomTeacherSigns_CoversEverySubjectInDocumentOrderAndTheSummary()
    {
        var doc = Doc.Of().SignedByEverySubject();
        var planned = doc.Plan("GVCN").Signatures[0];
        string[] expected = [$"TTHB-{doc.Code}", .. doc.Subjects.Select(s => $"MH-{s}-{doc.Code}"), $"TK-{doc.Code}"];
        Assert.Equal(expected, planned.SignedIds);
        Assert.Equal($"GVCN-{doc.Code}", planned.SignatureId);
    }

    [Fact]
    public void Plan_WhenPrincipalSigns_CoversTheHomeroomTeachersValueLast()
    {
        var doc = Doc.Of().SignedByEverySubject().Signed("GVCN");
        var ids = doc.Plan("CBQL").Signatures[0].SignedIds;
        Assert.Equal($"SV-GVCN-{doc.Code}", ids[^1]);
        Assert.Equal($"TK-{doc.Code}", ids[^2]);
        Assert.Equal(16, ids.Count);
    }

    [Fact]
    public void Plan_WhenSchoolSeals_CoversTheWholeDocument()
    {
        var doc = Doc.Of(SchoolLevel.TieuHoc).Signed("GVCN", "CBQL");
        var planned = doc.Plan("PHAT_HANH").Signatures[0];
        Assert.True(planned.CoversWholeDocument);
        Assert.Equal($"PHAT_HANH-{doc.Code}", planned.SignatureId);
        Assert.Equal(0, planned.Wave);
    }

    [Theory]
    [InlineData(SchoolLevel.TieuHoc, 3)]
    [InlineData(SchoolLevel.Thcs, 16)]
    [InlineData(SchoolLevel.Thpt, 15)]
    public void Plan_WhenEveryRoleSignsAtOnce_NeedsThreeWaves(SchoolLevel level, int signatures)
    {
        foreach (var sample in SampleClass.Generate(level, 40, 3))
        {
            var steps = sample.Claims.Select(c => new SigningStep(c, "x")).ToArray();
            var plan = TranscriptProfile.Default.Plan(XDocumentTree.Root(sample.Xml), steps);
            Assert.Equal(signatures, plan.Signatures.Count);
            int[] waves = [.. Enumerable.Repeat(0, signatures - 2), 1, 2];
            Assert.Equal(waves, plan.Signatures.Select(s => s.Wave));
            Assert.Equal(signatures, plan.Signatures.Select(s => s.SignatureId).Distinct().Count());
        }
    }

    [Fact]
    public void Plan_WhenOnlyPrincipalAndSealSign_SealIsTheSecondWave()
    {
        var plan = Doc.Of(SchoolLevel.TieuHoc).Signed("GVCN").Plan("CBQL", "PHAT_HANH");
        Assert.Equal([0, 1], plan.Signatures.Select(s => s.Wave));
    }

    [Fact]
    public void Plan_WhenPrimaryHasSubjectTeachers_TheyMaySign()
    {
        var plan = Doc.Of(SchoolLevel.TieuHoc).Plan("GVBM:TOAN", "GVCN");
        Assert.Equal([0, 0], plan.Signatures.Select(s => s.Wave));
    }

    [Fact]
    public void Plan_WhenEmptyContainerIsThere_UsesIt()
    {
        var doc = Doc.Of(SchoolLevel.TieuHoc);
        doc.List.Add(
            new XElement("GVCN"),
            Doc.Container(Doc.Claim("GVBM:TOAN")),
            Doc.Container(Doc.Claim("GVBM:DAODUC"))
        );
        var plan = doc.Plan("GVBM:DAODUC", "GVCN", "CBQL");
        var tree = XDocumentTree.Root(doc.Root).Tree;
        Assert.Equal("DAODUC", tree.Attribute(plan.Signatures[0].Place!.ExistingContainer!.Value, "MaMon"));
        Assert.Equal("GVCN", tree.LocalName(plan.Signatures[1].Place!.ExistingContainer!.Value));
        Assert.Null(plan.Signatures[2].Place!.ExistingContainer);
        Assert.Null(plan.Signatures[2].Place!.ContainerAttribute);
    }

    [Fact]
    public void Plan_WhenRuleLeavesHomeroomTeacherOut_PrincipalCoversNoValue()
    {
        var rules = SchoolLevelRules.Parse(
            """{"levels":{"thcs":{"roles":[{"role":"CBQL","required":true},{"role":"PHAT_HANH","required":true}]}}}"""u8.ToArray()
        );
        var profile = new TranscriptProfile(ElementMapping.Default, rules);
        var plan = Doc.Of().Plan(profile, "CBQL", "PHAT_HANH");
        Assert.EndsWith($"TK-{plan.LookupCode}", plan.Signatures[0].SignedIds[^1], StringComparison.Ordinal);
        Assert.Equal([0, 1], plan.Signatures.Select(s => s.Wave));
        var refused = Assert.Throws<SigningException>(() => Doc.Of().Plan(profile, "GVCN"));
        Assert.Equal(SigningErrorKind.InvalidRequest, refused.Kind);
    }

    [Fact]
    public void Plan_WhenSubjectTeachersHaveNotSigned_NamesThem()
    {
        var refused = Doc.Of().Refused("GVBM:TOAN", "GVCN");
        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
        Assert.Equal("steps[1]", refused.Field);
        Assert.Contains("GVBM:LSDL, GVBM:KHTN, GVBM:TINHOC and 9 more", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CBQL", "GVCN")]
    [InlineData("PHAT_HANH", "GVCN")]
    public void Plan_WhenEarlierRoleIsMissing_IsOutOfOrder(string step, string missing)
    {
        var refused = Doc.Of(SchoolLevel.TieuHoc).Refused(step);
        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
        Assert.Contains(missing, refused.Message, StringComparison.Ordinal);
        Assert.Equal("steps[0]", refused.Field);
    }

    [Theory]
    [InlineData("GVBM:TOAN", "GVCN")]
    [InlineData("GVCN", "CBQL")]
    public void Plan_WhenLaterRoleHasSigned_IsOutOfOrder(string step, string signed)
    {
        var refused = Doc.Of(SchoolLevel.TieuHoc).Signed(signed).Refused(step);
        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
        Assert.Contains(signed, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GVCN", "GVBM:TOAN")]
    [InlineData("CBQL", "GVCN")]
    public void Plan_WhenStepsComeInWrongOrder_IsOutOfOrder(string first, string second)
    {
        var doc = Doc.Of(SchoolLevel.TieuHoc);
        Assert.Equal(SigningErrorKind.OutOfOrder, doc.Refused(first, second).Kind);
    }

    [Fact]
    public void Plan_WhenRoleHasSigned_IsAlreadySigned()
    {
        Assert.Equal(SigningErrorKind.AlreadySigned, Doc.Of().Signed("GVBM:TOAN").Refused("GVBM:TOAN").Kind);
        var twice = Doc.Of().Refused("GVBM:TOAN", "GVBM:NGUVAN", "GVBM:TOAN");
        Assert.Equal(SigningErrorKind.AlreadySigned, twice.Kind);
        Assert.Equal("steps[2]", twice.Field);
    }

    [Theory]
    [InlineData("GVBM:TOAN")]
    [InlineData("GVCN")]
    [InlineData("CBQL")]
    [InlineData("PHAT_HANH")]
    public void Plan_WhenSealed_IsAlreadySealed(string step)
    {
        Assert.Equal(SigningErrorKind.AlreadySealed, Doc.Of(SchoolLevel.TieuHoc).Signed(Seal).Refused(step).Kind);
        var again = Doc.Of(SchoolLevel.TieuHoc).Refused([.. Seal, step]);
        Assert.Equal(SigningErrorKind.AlreadySealed, again.Kind);
        Assert.Equal("steps[3]", again.Field);
    }

    public static TheoryData<string, string, string[]> MissingBlocks =>
        new()
        {
            { "DSCKS", "DSCKS", ["GVCN"] },
            { "ThongTinHocBa", "TTHB", ["GVCN"] },
            { "TongKet", "steps[0]", ["GVCN"] },
            { "PhatHanh", "steps[2]", ["GVCN", "CBQL", "PHAT_HANH"] },
            { "KetQuaMonHoc", "steps[0]", ["GVCN"] },
            { "KetQuaMonHoc", "steps[0]", ["GVBM:TOAN"] },
        };

    [Theory]
    [MemberData(nameof(MissingBlocks))]
    public void Plan_WhenBlockIsMissing_NamesIt(string element, string field, string[] steps)
    {
        var doc = Doc.Of(SchoolLevel.TieuHoc);
        doc.Root.Elements(element).Remove();
        var refused = doc.Refused(steps);
        Assert.Equal(SigningErrorKind.MissingBlock, refused.Kind);
        Assert.Equal(field, refused.Field);
    }

    [Fact]
    public void Plan_WhenSubjectIsUnknown_NamesItsId()
    {
        var doc = Doc.Of();
        var refused = doc.Refused("GVBM:TIENGPHAP");
        Assert.Equal(SigningErrorKind.MissingBlock, refused.Kind);
        Assert.Contains($"MH-TIENGPHAP-{doc.Code}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14, 20, SigningErrorKind.MissingBlock)]
    [InlineData(1, 12, SigningErrorKind.MalformedDocument)]
    public void Plan_WhenBlockCountIsConfigured_IsChecked(int min, int max, SigningErrorKind kind)
    {
        const string Roles = """[{"role":"GVCN","required":true},{"role":"PHAT_HANH","required":true}]""";
        var blocks = $"\"min\":{min},\"max\":{max}";
        var json = "{\"levels\":{\"thcs\":{\"subjectBlocks\":{" + blocks + "},\"roles\":" + Roles + "}}}";
        var profile = new TranscriptProfile(
            ElementMapping.Default,
            SchoolLevelRules.Parse(System.Text.Encoding.UTF8.GetBytes(json))
        );
        var refused = Assert.Throws<SigningException>(() => Doc.Of().Plan(profile, "GVCN"));
        Assert.Equal(kind, refused.Kind);
    }

    [Fact]
    public void Plan_WhenStepIsNoRole_IsInvalidRequest()
    {
        foreach (var claim in new RoleClaim[] { default, new(SignerRole.Gvbm), new(SignerRole.Gvbm, "a b") })
        {
            var refused = Assert.Throws<SigningException>(() =>
                TranscriptProfile.Default.Plan(XDocumentTree.Root(Doc.Of().Root), [new SigningStep(claim, "x")])
            );
            Assert.Equal(SigningErrorKind.InvalidRequest, refused.Kind);
        }
    }

    [Fact]
    public void Plan_WhenLevelIsContinuingEducation_IsUnsupported() =>
        Assert.Equal(
            SigningErrorKind.UnsupportedFormat,
            Doc.Of()
                .With(d => d.Root.Element("ThongTinHocBa")!.Element("CapHoc")!.Value = "05")
                .Refused("GVBM:TOAN")
                .Kind
        );

    [Fact]
    public void Plan_WhenVersionIsUnknown_IsUnsupported() =>
        Assert.Equal(
            SigningErrorKind.UnsupportedFormat,
            Doc.Of().With(d => d.Root.SetAttributeValue("PhienBan", "2")).Refused("GVBM:TOAN").Kind
        );

    [Fact]
    public void Plan_WhenRootIsAnother_IsUnsupported()
    {
        var root = XDocumentTree.Root(new XElement("HoaDon"));
        Assert.False(TranscriptProfile.Default.Recognizes(root));
        Assert.True(TranscriptProfile.Default.Recognizes(XDocumentTree.Root(Doc.Of().Root)));
        var refused = Assert.Throws<SigningException>(() => TranscriptProfile.Default.Plan(root, []));
        Assert.Equal(SigningErrorKind.UnsupportedFormat, refused.Kind);
    }
}
