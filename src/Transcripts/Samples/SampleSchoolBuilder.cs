// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Makes the school: places and people are made up.</summary>
internal static class SampleSchoolBuilder
{
    private static readonly string[] SchoolNames = ["Ánh Dương", "Sao Mai", "Bình Minh", "Suối Ngọc", "Hoa Phượng"];
    private static readonly string[] Communes = ["xã Đồng Xanh", "phường Cầu Mây", "xã Suối Ngàn", "phường Bến Sen"];
    private static readonly string[] Provinces = ["tỉnh Sông Mẫu", "thành phố Biển Mẫu", "tỉnh Núi Mẫu"];

    public static SampleSchool Build(SchoolLevel level, int seed)
    {
        var random = new SampleRandom(BitConverter.ToUInt64(SampleClass.Digest(level, seed, "school")));
        var names = new SampleNames(random);
        var grade = GradeOf(level);
        var homeroom = Person(names);
        var subjects = SampleSubjects.Of(level);
        return new SampleSchool
        {
            Level = level,
            Grade = grade,
            Code = $"000{SchoolLevels.CodeOf(level)}{random.Next(10_000):D4}",
            Name = $"Trường {KindOf(level)} {random.Pick(SchoolNames)}",
            Commune = random.Pick(Communes),
            Province = random.Pick(Provinces),
            ClassName = $"{grade}A{1 + random.Next(9)}",
            Principal = Person(names),
            HomeroomTeacher = homeroom,
            Subjects = subjects,
            // The homeroom teacher teaches the first subject as well, and most of them at tiểu học.
            Teachers = subjects
                .Select(
                    (s, i) =>
                        (
                            s.Code,
                            Teacher: i == 0 || (level == SchoolLevel.TieuHoc && s.HasScore) ? homeroom : Person(names)
                        )
                )
                .ToDictionary(static p => p.Code, static p => p.Teacher),
        };
    }

    private static int GradeOf(SchoolLevel level) =>
        level switch
        {
            SchoolLevel.TieuHoc => 4,
            SchoolLevel.Thcs => 7,
            _ => 11,
        };

    private static string KindOf(SchoolLevel level) =>
        level switch
        {
            SchoolLevel.TieuHoc => "Tiểu học",
            SchoolLevel.Thcs => "THCS",
            _ => "THPT",
        };

    private static Teacher Person(SampleNames names) => new(names.Adult(), names.PersonalId());
}
