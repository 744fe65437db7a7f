// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

public sealed class SampleClassTests
{
    /// <summary>Every vowel of Vietnamese with every tone, and đ: 67 letters beyond ASCII.</summary>
    private const string Letters = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";

    public static TheoryData<SchoolLevel> Levels => [.. SchoolLevels.All];

    [Theory]
    [InlineData(SchoolLevel.TieuHoc, "72d8eee3a55e814cf3b33bc71be9d52527de0a15dbd0d38e231210966171b1f7")]
    [InlineData(SchoolLevel.Thcs, "19146039d539960c2df8d0dbbe52aca1b0d02f8d0624ea95f43dcf55424f1538")]
    [InlineData(SchoolLevel.Thpt, "104f5a66f0acb95d9721adaae39892e867d09cc2005fa09f25fb896e8956daab")]
    public void Generate_WhenSeedIsEqual_GivesThePinnedBytes(SchoolLevel level, string expected)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sample in SampleClass.Generate(level, 40, 2026))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(sample.FileName));
            hash.AppendData(sample.Xml);
        }
        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Generate_WhenClassHasForty_NamesBringEveryVietnameseLetter(SchoolLevel level)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var names = string.Concat(
                SampleClass.Generate(level, 40, seed).Select(s => s.Transcript.Header.Pupil.FullName)
            );
            var missing = Letters.Where(c => !names.Contains(c, StringComparison.OrdinalIgnoreCase));
            Assert.Equal("", string.Concat(missing));
            Assert.True(names.IsNormalized(NormalizationForm.FormC));
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Generate_WhenRead_GivesTheSameContent(SchoolLevel level)
    {
        foreach (var sample in SampleClass.Generate(level, 40, 11))
        {
            var read = TranscriptReader.Read(XDocumentTree.Root(sample.Xml), ElementMapping.Default);
            Assert.Equal(sample.Transcript.Header, read.Header);
            Assert.Equal(sample.Transcript.Subjects, read.Subjects);
            Assert.Equal(sample.Transcript.Release, read.Release);
            Assert.Equal(sample.Transcript.Summary!.Primary, read.Summary!.Primary);
            Assert.Equal(sample.Transcript.Summary.Secondary, read.Summary.Secondary);
            Assert.Equal(sample.Xml, TranscriptWriter.Write(read, ElementMapping.Default));
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Generate_WhenWritten_IsOfRealSize(SchoolLevel level) =>
        Assert.All(SampleClass.Generate(level, 40, 5), s => Assert.InRange(s.Xml.Length, 8_000, 40_000));

    [Fact]
    public void Generate_WhenThcs_HasThirteenBlocks() =>
        Assert.All(SampleClass.Generate(SchoolLevel.Thcs, 40, 5), s => Assert.Equal(13, s.Transcript.Subjects.Count));

    [Fact]
    public void Generate_WhenThpt_ElectivesDifferAndTopicGroupsAreThree()
    {
        var samples = SampleClass.Generate(SchoolLevel.Thpt, 40, 5).ToArray();
        Assert.All(samples, s => Assert.Equal(12, s.Transcript.Subjects.Count));
        Assert.All(samples, s => Assert.Equal(4, s.Transcript.Subjects.Count(x => x.Kind == SubjectKind.Elective)));
        Assert.All(samples, s => Assert.Equal(3, s.Transcript.Subjects.Count(x => x.TopicGroup is not null)));
        Assert.True(
            samples.Select(s => string.Join(',', s.Transcript.Subjects.Select(x => x.Code))).Distinct().Count() > 20
        );
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Generate_WhenClassIsOne_SchoolAndTeachersAgree(SchoolLevel level)
    {
        var school = SampleClass.School(level, 9);
        var samples = SampleClass.Generate(level, 45, 9).ToArray();
        Assert.Equal(45, samples.Select(s => s.Transcript.Header.LookupCode).Distinct().Count());
        Assert.Equal(45, samples.Select(s => s.FileName).Distinct().Count());
        Assert.Equal(45, samples.Select(s => s.Transcript.Header.Pupil.PersonalId).Distinct().Count());
        foreach (var transcript in samples.Select(s => s.Transcript))
        {
            Assert.Equal(school.Code, transcript.Header.SchoolCode);
            Assert.Equal(school.HomeroomTeacher, transcript.Summary!.HomeroomTeacher);
            Assert.Equal(school.Principal.FullName, transcript.Release!.FullName);
            Assert.NotNull(transcript.Header.PreviousYear);
            Assert.StartsWith("000", transcript.Header.Pupil.PersonalId, StringComparison.Ordinal);
            Assert.All(transcript.Subjects, s => Assert.Equal(school.Teachers[s.Code], s.Teacher));
            Assert.All(
                transcript.Subjects,
                s => Assert.Contains(new RoleClaim(SignerRole.Gvbm, s.Code), school.Claims)
            );
        }
    }

    [Fact]
    public void Generate_WhenSeedsDiffer_NothingIsShared()
    {
        var codes = Enumerable
            .Range(0, 50)
            .SelectMany(seed => SchoolLevels.All.SelectMany(l => SampleClass.Generate(l, 5, seed)))
            .Select(s => s.Transcript.Header.LookupCode);
        Assert.Equal(750, codes.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_001)]
    public void Generate_WhenCountIsOutOfRange_IsRefused(int students) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleClass.Generate(SchoolLevel.Thcs, students, 1));
}
