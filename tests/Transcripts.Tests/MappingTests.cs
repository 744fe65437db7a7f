// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

public sealed class MappingTests
{
    /// <summary>Other names, a namespace, and one name for one place only.</summary>
    public const string Other = """
        {
          "name": "other/3", "version": "3.1", "targetNamespace": "urn:example:hoc-ba",
          "elements": {
            "HocBaSo": "HoSo", "ThongTinHocBa": "TTChung", "KetQuaMonHoc": "MonHoc", "HocSinh.HoTen": "TenHocSinh",
            "TongKet": "KetQuaNam", "DSCKS": "ChuKy", "GVBM": "BoMon", "GVCN": "ChuNhiem", "MaTraCuu": "Ma"
          },
          "attributes": { "PhienBan": "PB", "MaMon": "Mon" }
        }
        """;

    [Fact]
    public void Default_WhenBuilt_MapsEveryConceptToItself()
    {
        Check(ElementMapping.Default.Root);
        Assert.Equal("", ElementMapping.Default.TargetNamespace);

        static void Check(MappedElement element)
        {
            Assert.Equal(element.Shape.Concept, element.Name);
            Assert.InRange(element.Children.Count, 0, 63);
            foreach (var child in element.Children)
            {
                Check(child);
            }
        }
    }

    [Fact]
    public void Parse_WhenNamesAreOthers_ReadsWritesAndPlans()
    {
        var mapping = Parse(Other);
        var sample = SampleClass.Generate(SchoolLevel.Thcs, 1, 4, mapping).Single();
        var root = XDocumentTree.Root(sample.Xml);
        Assert.Equal("HoSo", root.LocalName);
        Assert.Equal("urn:example:hoc-ba", root.NamespaceName);
        Assert.Equal("3.1", root.Attribute("PB"));
        Assert.NotNull(root.Child("TTChung")!.Value.Child("HocSinh")!.Value.Child("TenHocSinh"));
        Assert.Equal(sample.Transcript.Header, TranscriptReader.Read(root, mapping).Header);
        var profile = new TranscriptProfile(mapping, SchoolLevelRules.Default);
        var plan = profile.Plan(root, [.. sample.Claims.Select(c => new SigningStep(c, "x"))]);
        Assert.Equal("BoMon", plan.Signatures[0].Place!.ContainerName);
        Assert.Equal(("Mon", "TOAN"), plan.Signatures[0].Place!.ContainerAttribute);
        Assert.Empty(profile.Expect(root).Violations);
        Assert.Equal("other/3", profile.Expect(root).ProfileName);
        Assert.False(TranscriptProfile.Default.Recognizes(root));
    }

    [Fact]
    public void Parse_WhenMuchIsWrong_TellsAllAtOnce()
    {
        var refused = Assert.Throws<TranscriptConfigurationException>(() =>
            Parse(
                """
                {
                  "nam": "x", "version": 3, "targetNamespace": "no uri",
                  "elements": { "HoVaTen": "x", "TongKet": "1x", "PhatHanh": "a:b", "CBQL": "GVCN", "Lop": "L", "Lop": "M" },
                  "attributes": { "MaMon": "Id", "Id": "ID" }
                }
                """
            )
        );
        string[] expected =
        [
            "nam ",
            "version ",
            "targetNamespace",
            "HoVaTen",
            "'1x'",
            "'a:b'",
            "both called 'GVCN'",
            "Lop comes twice",
            "Id is taken",
            "attributes.Id",
        ];
        Assert.All(expected, e => Assert.Contains(e, refused.Message, StringComparison.Ordinal));
        Assert.Equal(expected.Length, refused.Errors.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"elements":[]}""")]
    [InlineData("""{"targetNamespace":"http://www.w3.org/2000/09/xmldsig#"}""")]
    public void Parse_WhenFileIsNotAMapping_IsRefused(string json) =>
        Assert.NotEmpty(Assert.Throws<TranscriptConfigurationException>(() => Parse(json)).Errors);

    [Theory]
    [InlineData("""{"levels":{"gdtx":{}}}""", "levels.gdtx")]
    [InlineData("""{}""", "levels is missing")]
    [InlineData("""{"levels":{"thcs":{"roles":[]}}}""", "PHAT_HANH has to be there")]
    [InlineData("""{"levels":{"thcs":{"roles":[{"role":"PHAT_HANH","required":false}]}}}""", "last and required")]
    [InlineData(
        """{"levels":{"thcs":{"roles":[{"role":"CBQL","required":true},{"role":"GVCN","required":true}]}}}""",
        "the order is"
    )]
    [InlineData("""{"levels":{"thcs":{"roles":[{"role":"BOSS","required":true}]}}}""", "needs role")]
    [InlineData("""{"levels":{"thcs":{"roles":[{"role":"GVCN","required":1}]}}}""", "needs role")]
    [InlineData("""{"levels":{"thcs":{"subjectBlocks":{"min":0}}}}""", "from 1 to 200")]
    [InlineData("""{"levels":{"thcs":{"subjectBlocks":{"min":9,"max":3}}}}""", "max is less")]
    [InlineData("""{"levels":{"thcs":{"subjectBlocks":{"most":9}}}}""", "most is not known")]
    public void Rules_WhenWrong_SayWhat(string json, string what) =>
        Assert.Contains(
            what,
            Assert
                .Throws<TranscriptConfigurationException>(() => SchoolLevelRules.Parse(Encoding.UTF8.GetBytes(json)))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Rules_WhenLevelIsLeftOut_TheLevelIsNotServed()
    {
        var rules = SchoolLevelRules.Parse(
            """{"levels":{"thpt":{"roles":[{"role":"PHAT_HANH","required":true}]}}}"""u8.ToArray()
        );
        var profile = new TranscriptProfile(ElementMapping.Default, rules);
        var refused = Assert.Throws<SigningException>(() => Doc.Of().Plan(profile, "PHAT_HANH"));
        Assert.Equal(SigningErrorKind.UnsupportedFormat, refused.Kind);
        Assert.Contains(Doc.Of().Expect(profile).Violations, v => v.Contains("not served", StringComparison.Ordinal));
    }

    private static ElementMapping Parse(string json) => ElementMapping.Parse(Encoding.UTF8.GetBytes(json));
}
