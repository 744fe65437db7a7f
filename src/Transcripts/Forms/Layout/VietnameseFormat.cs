// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Numbers and dates in the Vietnamese way.</summary>
internal static class VietnameseFormat
{
    private static readonly string[] s_scores =
    [
        .. Enumerable.Range(0, 101).Select(tenths => $"{tenths / 10},{tenths % 10}"),
    ];

    /// <summary><c>8,5</c>, <c>Đ</c>, <c>CĐ</c>; empty without a mark.</summary>
    public static string Mark(Mark? mark) =>
        mark switch
        {
            null => "",
            { Score: { } score } => s_scores[(int)(score * 10)],
            { Passed: true } => "Đ",
            _ => "CĐ",
        };

    /// <summary><c>35,5</c></summary>
    public static string Decimal(decimal value) =>
        value.ToString("0.0", CultureInfo.InvariantCulture).Replace('.', ',');

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>one; another</c>; null without any.</summary>
    public static string? List(IReadOnlyList<string>? items) =>
        items is { Count: > 0 } ? string.Join("; ", items) : null;

    /// <summary><c>25/05/2026</c></summary>
    public static string Date(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>ngày 25 tháng 5 năm 2026</c>; decree 30/2020: days below 10 and months 1 and 2 have a zero before them.</summary>
    public static string LongDate(DateOnly date) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"ngày {date.Day:00} tháng {(date.Month < 3 ? "0" : "")}{date.Month} năm {date.Year}"
        );

    /// <summary><c>25/05/2026 09:41:55 +07:00</c></summary>
    public static string Time(DateTimeOffset time, TimeSpan zone) =>
        time.ToOffset(zone).ToString("dd/MM/yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
