// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The names and codes of the school levels.</summary>
public static class SchoolLevels
{
    /// <summary>All levels that are served.</summary>
    public static IReadOnlyList<SchoolLevel> All { get; } = [SchoolLevel.TieuHoc, SchoolLevel.Thcs, SchoolLevel.Thpt];

    /// <summary>The name in requests and configuration: <c>tieu-hoc</c>, <c>thcs</c>, <c>thpt</c>.</summary>
    public static string NameOf(SchoolLevel level) =>
        level switch
        {
            SchoolLevel.TieuHoc => "tieu-hoc",
            SchoolLevel.Thcs => "thcs",
            SchoolLevel.Thpt => "thpt",
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "No such level."),
        };

    /// <summary>The code in documents: <c>02</c>, <c>03</c>, <c>04</c>.</summary>
    public static string CodeOf(SchoolLevel level) => Codes.Level.CodeOf(level);

    /// <summary>The first and the last class of a level.</summary>
    public static (int First, int Last) GradesOf(SchoolLevel level) =>
        level switch
        {
            SchoolLevel.TieuHoc => (1, 5),
            SchoolLevel.Thcs => (6, 9),
            SchoolLevel.Thpt => (10, 12),
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "No such level."),
        };

    /// <summary>Reads a name; false when there is no such level.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out SchoolLevel level)
    {
        foreach (var candidate in All)
        {
            if (NameOf(candidate) == name)
            {
                level = candidate;
                return true;
            }
        }
        level = default;
        return false;
    }
}
