// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The letters and words of TT 27/2020.</summary>
internal static class LevelWords
{
    /// <summary>T, H, C.</summary>
    public static string? Of(PrimaryAttainment? attainment) =>
        attainment switch
        {
            PrimaryAttainment.Good => "T",
            PrimaryAttainment.Completed => "H",
            PrimaryAttainment.NotCompleted => "C",
            _ => null,
        };

    /// <summary>T, Đ, C.</summary>
    public static string? Of(PrimaryLevel? level) =>
        level switch
        {
            PrimaryLevel.Good => "T",
            PrimaryLevel.Passed => "Đ",
            PrimaryLevel.NeedsEffort => "C",
            _ => null,
        };

    public static string? Of(PrimaryOutcome? outcome) =>
        outcome switch
        {
            PrimaryOutcome.Excellent => "Hoàn thành xuất sắc",
            PrimaryOutcome.Good => "Hoàn thành tốt",
            PrimaryOutcome.Completed => "Hoàn thành",
            PrimaryOutcome.NotCompleted => "Chưa hoàn thành",
            _ => null,
        };
}
