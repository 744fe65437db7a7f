// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The types of all values of a transcript. Lengths are UTF-16 units.</summary>
internal static class FieldTypes
{
    public const int MaxRemark = 8000;
    private const string HexDigit = "[0-9A-Fa-f]";

    public static readonly FieldType Name = Text("HoTen", 200);
    public static readonly FieldType Text500 = Text("VanBan", 500);
    public static readonly FieldType Remark = Text("NhanXet", MaxRemark);
    public static readonly FieldType LookupCode = Pattern(
        "MaTraCuu",
        "32 hex characters",
        $"{HexDigit}{{32}}",
        IsLookupCode
    );
    public static readonly FieldType Sha256 = Pattern(
        "Sha256",
        "64 hex characters",
        $"{HexDigit}{{64}}",
        s => IsHex(s, 64)
    );
    public static readonly FieldType PersonalId = Pattern("MaDinhDanh", "12 digits", "[0-9]{12}", IsPersonalId);
    public static readonly FieldType SchoolCode = Pattern(
        "MaTruong",
        "4 to 20 digits or upper-case letters",
        "[0-9A-Z]{4,20}",
        IsSchoolCode
    );
    public static readonly FieldType Subject = Pattern(
        "MaMon",
        "a subject code of at most 32 letters, digits, '-' and '_'",
        "[0-9A-Za-z_\\-]{1,32}",
        Core.RoleClaim.IsSubject
    );
    public static readonly FieldType SchoolYear = Pattern(
        "NamHoc",
        "two consecutive years as 2025-2026",
        "[0-9]{4}-[0-9]{4}",
        IsSchoolYear
    );
    public static readonly FieldType ClassName = Text("Lop", 20);
    public static readonly FieldType Score = Pattern(
        "Diem",
        "a score 0.0 to 10.0 with one decimal, or Đ, CĐ",
        "10(\\.0)?|[0-9](\\.[0-9])?|Đ|CĐ",
        static s => Mark.TryParse(s, out _)
    );
    public static readonly FieldType Weight = Pattern(
        "CanNang",
        "kilograms, 1 to 200, with at most one decimal",
        "[1-9][0-9]{0,2}(\\.[0-9])?",
        IsWeight
    );
    public static readonly FieldType Grade = Integer("Khoi", 1, 12);
    public static readonly FieldType PeriodicScore = Integer("DiemKTDK", 1, 10);
    public static readonly FieldType Absences = Integer("SoBuoiNghi", 0, 400);
    public static readonly FieldType Height = Integer("ChieuCao", 30, 250);
    public static readonly FieldType Places = Integer("SoCho", 0, 1000);
    public static readonly FieldType Flag = Enumeration("CoKhong", ["0", "1"]);
    public static readonly FieldType Level = Enumeration("CapHoc", Codes.Level.All);
    public static readonly FieldType Gender = Enumeration("GioiTinh", Codes.Gender.All);
    public static readonly FieldType SubjectKind = Enumeration("LoaiMon", Codes.SubjectKind.All);
    public static readonly FieldType Rating = Enumeration("XepLoai", Codes.Rating.All);
    public static readonly FieldType Attainment = Enumeration("MucDatDuoc", Codes.Attainment.All);
    public static readonly FieldType PrimaryLevel = Enumeration("MucPhamChatNangLuc", Codes.PrimaryLevel.All);
    public static readonly FieldType Outcome = Enumeration("DanhGiaKetQua", Codes.Outcome.All);
    public static readonly FieldType Promotion = Enumeration("LenLop", Codes.Promotion.All);

    /// <summary>A date without time zone; xs:date alone would allow one.</summary>
    public static readonly FieldType Date = new("Ngay", "a date as 2026-05-31", static s => TryDate(s, out _))
    {
        XsdBase = "xs:date",
        Facets = [("pattern", "[0-9]{4}-[0-9]{2}-[0-9]{2}")],
    };

    public static bool IsLookupCode(string text) => IsHex(text, 32);

    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool IsHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigit);

    private static bool IsPersonalId(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static bool IsSchoolCode(string text) =>
        text.Length is >= 4 and <= 20 && text.All(static c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));

    private static bool IsSchoolYear(string text) =>
        text.Length == 9
        && text[4] == '-'
        && TryInteger(text[..4], 1900, 2999, out var first)
        && TryInteger(text[5..], 1900, 2999, out var second)
        && second == first + 1;

    private static bool IsWeight(string text) =>
        text.Length is > 0 and <= 5
        && text[0] is >= '1' and <= '9'
        && text.All(static c => char.IsAsciiDigit(c) || c == '.')
        && (text.IndexOf('.', StringComparison.Ordinal) is var dot && (dot < 0 || dot == text.Length - 2))
        && decimal.Parse(text, CultureInfo.InvariantCulture) is >= 1 and <= 200;

    /// <summary>Digits without sign, blank or superfluous zero.</summary>
    private static bool TryInteger(string text, int min, int max, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && value >= min
        && value <= max
        && text.Length == value.ToString(CultureInfo.InvariantCulture).Length;

    private static FieldType Text(string name, int max) =>
        new(name, $"text of 1 to {max} characters", s => s.Length <= max && !string.IsNullOrWhiteSpace(s))
        {
            Facets = [("minLength", "1"), ("maxLength", max.ToString(CultureInfo.InvariantCulture))],
        };

    private static FieldType Pattern(string name, string expected, string pattern, Func<string, bool> isValid) =>
        new(name, expected, isValid) { Facets = [("pattern", pattern)] };

    private static FieldType Integer(string name, int min, int max) =>
        new(name, $"a whole number from {min} to {max}", s => TryInteger(s, min, max, out _))
        {
            XsdBase = "xs:integer",
            Facets =
            [
                ("pattern", "0|[1-9][0-9]*"),
                ("minInclusive", min.ToString(CultureInfo.InvariantCulture)),
                ("maxInclusive", max.ToString(CultureInfo.InvariantCulture)),
            ],
        };

    private static FieldType Enumeration(string name, IReadOnlyList<string> codes) =>
        new(name, "one of " + string.Join(", ", codes), s => codes.Contains(s))
        {
            Facets = [.. codes.Select(static c => ("enumeration", c))],
        };
}
