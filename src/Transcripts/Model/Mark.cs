// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The result of a subject at THCS and THPT: a score from 0 to 10 with one decimal, or Đ / CĐ.</summary>
public readonly record struct Mark
{
    private Mark(decimal? score, bool passed)
    {
        Score = score;
        Passed = passed;
    }

    /// <summary>0.0 to 10.0; null when the subject is assessed by remarks.</summary>
    public decimal? Score { get; }

    /// <summary>For a subject without score: Đạt (true) or Chưa đạt.</summary>
    public bool Passed { get; }

    /// <summary>Đ or CĐ.</summary>
    public static Mark OfRemark(bool passed) => new(null, passed);

    /// <summary>A score.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 10 in steps of 0.1.</exception>
    public static Mark OfScore(decimal score) =>
        score is >= 0 and <= 10 && decimal.Round(score, 1) == score
            ? new Mark(score, score >= 5)
            : throw new ArgumentOutOfRangeException(nameof(score), score, "A score is 0.0 to 10.0 with one decimal.");

    /// <summary>Reads <c>8.5</c>, <c>10</c>, <c>Đ</c>, <c>CĐ</c>; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Mark mark)
    {
        mark = default;
        switch (text)
        {
            case "Đ" or "CĐ":
                mark = OfRemark(text == "Đ");
                return true;
            case { Length: 1 or 2 or 3 or 4 } when IsScore(text):
                mark = OfScore(decimal.Parse(text, CultureInfo.InvariantCulture));
                return true;
            default:
                return false;
        }
    }

    /// <summary>As it stands in the document: <c>8.5</c>, <c>Đ</c>, <c>CĐ</c>.</summary>
    public override string ToString() =>
        Score is { } score ? score.ToString("0.0", CultureInfo.InvariantCulture)
        : Passed ? "Đ"
        : "CĐ";

    private static bool IsScore(string text) =>
        text is "10" or "10.0"
        || (char.IsAsciiDigit(text[0]) && (text.Length == 1 || (text is [_, '.', var d] && char.IsAsciiDigit(d))));
}
