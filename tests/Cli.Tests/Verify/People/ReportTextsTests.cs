// SPDX-License-Identifier: Apache-2.0
using System.Reflection;
using System.Text.RegularExpressions;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli.Tests;

public sealed partial class ReportTextsTests
{
    private static readonly string[] Languages = ["vi", "en"];

    public static TheoryData<string> BothLanguages => [.. Languages];

    private static IEnumerable<PropertyInfo> Sentences =>
        typeof(ReportTexts)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static p => p.PropertyType == typeof(string));

    [Fact]
    public void All_WhenAsked_IsVietnameseThenEnglish() =>
        Assert.Equal(Languages, ReportTexts.All.Select(static t => t.Language));

    [Theory]
    [MemberData(nameof(BothLanguages))]
    public void Texts_WhenOfALanguage_AreAllThere(string language)
    {
        var texts = ReportTexts.Of(language);

        Assert.True(Sentences.Count() > 60);
        Assert.All(Sentences, p => Assert.False(string.IsNullOrWhiteSpace((string?)p.GetValue(texts)), p.Name));
        Assert.Equal(Enum.GetValues<Indication>(), texts.Indications.Keys.Order());
        Assert.Equal(Enum.GetValues<SubIndication>(), texts.SubIndications.Keys.Order());
        Assert.Equal(Enum.GetValues<Integrity>(), texts.Integrities.Keys.Order());
        Assert.Equal(Enum.GetValues<Integrity>(), texts.IntegritiesInShort.Keys.Order());
        Assert.Equal(ReportTexts.Of("vi").Parts.Keys.Order(), texts.Parts.Keys.Order());
        string[] values =
        [
            .. texts.Indications.Values,
            .. texts.SubIndications.Values,
            .. texts.Integrities.Values,
            .. texts.IntegritiesInShort.Values,
            .. texts.Parts.Values,
            .. texts.Sentences.Values,
        ];
        Assert.All(values, static v => Assert.False(string.IsNullOrWhiteSpace(v)));
    }

    [Fact]
    public void Texts_WhenCompared_HaveTheSamePlacesForValues()
    {
        var (vi, en) = (ReportTexts.Of("vi"), ReportTexts.Of("en"));

        Assert.All(Sentences, p => Assert.Equal(Places(p.GetValue(vi)), Places(p.GetValue(en))));
    }

    [Fact]
    public void Texts_WhenCompared_DifferInEveryWord()
    {
        var (vi, en) = (ReportTexts.Of("vi"), ReportTexts.Of("en"));
        var same = Sentences.Where(p => Equals(p.GetValue(vi), p.GetValue(en))).Select(static p => p.Name);

        Assert.Equal([nameof(ReportTexts.NotPassed)], same);
        Assert.Empty(vi.SubIndications.Values.Intersect(en.SubIndications.Values));
        Assert.Empty(vi.Indications.Values.Intersect(en.Indications.Values));
        Assert.Empty(vi.Integrities.Values.Intersect(en.Integrities.Values));
    }

    [Fact]
    public void Indications_WhenVietnamese_AreTheAdministrativeWords()
    {
        var vi = ReportTexts.Of("vi");

        Assert.Equal("Chữ ký hợp lệ", vi.Indications[Indication.TotalPassed]);
        Assert.Equal("Chữ ký không hợp lệ", vi.Indications[Indication.TotalFailed]);
        Assert.Equal("Chưa đủ căn cứ để kết luận", vi.Indications[Indication.Indeterminate]);
        Assert.StartsWith("Tệp không có chữ ký số", vi.FileUnsigned, StringComparison.Ordinal);
    }

    private static string[] Places(object? text) =>
        [.. Place().Matches((string)text!).Select(static m => m.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
