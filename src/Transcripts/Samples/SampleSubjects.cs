// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The subject lists of the forms. The names are the forms', the codes are ours.</summary>
internal static class SampleSubjects
{
    private const int ElectivesPerPupil = 4;
    private const int TopicGroupsPerPupil = 3;

    /// <summary>Tiểu học, class 4.</summary>
    private static readonly SampleSubject[] Primary =
    [
        Scored("TIENGVIET", "Tiếng Việt"),
        Scored("TOAN", "Toán"),
        Scored("NGOAINGU1", "Ngoại ngữ 1"),
        Scored("LSDL", "Lịch sử và Địa lí"),
        Scored("KHOAHOC", "Khoa học"),
        Scored("THCN-TH", "Tin học và Công nghệ (Tin học)"),
        Scored("THCN-CN", "Tin học và Công nghệ (Công nghệ)"),
        Unscored("DAODUC", "Đạo đức"),
        Unscored("GDTC", "Giáo dục thể chất"),
        Unscored("AMNHAC", "Nghệ thuật (Âm nhạc)"),
        Unscored("MITHUAT", "Nghệ thuật (Mĩ thuật)"),
        Unscored("HDTN", "Hoạt động trải nghiệm"),
    ];

    /// <summary>THCS: the 13 rows of the form, in its order.</summary>
    private static readonly SampleSubject[] LowerSecondary =
    [
        Scored("TOAN", "Toán"),
        Scored("LSDL", "Lịch sử và Địa lí"),
        Scored("KHTN", "Khoa học tự nhiên"),
        Scored("TINHOC", "Tin học"),
        Scored("NGUVAN", "Ngữ văn"),
        Scored("NGOAINGU1", "Ngoại ngữ 1"),
        Scored("GDCD", "Giáo dục công dân"),
        Scored("CONGNGHE", "Công nghệ"),
        Unscored("GDTC", "Giáo dục thể chất"),
        Unscored("NGHETHUAT", "Nghệ thuật"),
        Scored("NGOAINGU2", "Ngoại ngữ 2"),
        Unscored("GDDP", "Nội dung giáo dục của địa phương"),
        Unscored("HDTNHN", "Hoạt động trải nghiệm, hướng nghiệp"),
    ];

    private static readonly SampleSubject[] UpperSecondary =
    [
        Scored("NGUVAN", "Ngữ văn"),
        Scored("TOAN", "Toán"),
        Scored("NGOAINGU1", "Ngoại ngữ 1"),
        Scored("LICHSU", "Lịch sử"),
        Unscored("GDTC", "Giáo dục thể chất"),
        Scored("GDQPAN", "Giáo dục quốc phòng và an ninh"),
        Unscored("HDTNHN", "Hoạt động trải nghiệm, hướng nghiệp"),
        Unscored("GDDP", "Nội dung giáo dục của địa phương"),
    ];

    private static readonly SampleSubject[] Electives =
    [
        Elective("DIALI", "Địa lí"),
        Elective("GDKTPL", "Giáo dục kinh tế và pháp luật"),
        Elective("VATLI", "Vật lí"),
        Elective("HOAHOC", "Hóa học"),
        Elective("SINHHOC", "Sinh học"),
        Elective("CONGNGHE", "Công nghệ"),
        Elective("TINHOC", "Tin học"),
        Elective("AMNHAC", "Âm nhạc") with
        {
            HasScore = false,
        },
        Elective("MITHUAT", "Mĩ thuật") with
        {
            HasScore = false,
        },
    ];

    /// <summary>Everything that is taught at the level, in the form's order.</summary>
    public static IReadOnlyList<SampleSubject> Of(SchoolLevel level) =>
        level switch
        {
            SchoolLevel.TieuHoc => Primary,
            SchoolLevel.Thcs => LowerSecondary,
            _ => [.. UpperSecondary, .. Electives],
        };

    /// <summary>What one pupil takes: at THPT the compulsory subjects and four electives of the pupil's own.</summary>
    public static IReadOnlyList<SampleSubject> OfPupil(SchoolLevel level, SampleRandom random)
    {
        if (level != SchoolLevel.Thpt)
        {
            return Of(level);
        }
        var chosen = random.Shuffle(Electives).Take(ElectivesPerPupil).ToHashSet();
        return [.. UpperSecondary, .. Electives.Where(chosen.Contains)];
    }

    /// <summary>The subjects in which a pupil of THPT takes a group of study topics: three scored ones, electives first.</summary>
    public static IReadOnlySet<string> TopicGroupsOf(IReadOnlyList<SampleSubject> subjects) =>
        subjects
            .Where(static s => s is { HasScore: true, Code: not ("NGOAINGU1" or "GDQPAN") })
            .OrderBy(static s => s.Kind == SubjectKind.Elective ? 0 : 1)
            .Take(TopicGroupsPerPupil)
            .Select(static s => s.Code)
            .ToHashSet();

    private static SampleSubject Scored(string code, string name) =>
        new(code, name, SubjectKind.Compulsory, HasScore: true);

    private static SampleSubject Unscored(string code, string name) =>
        new(code, name, SubjectKind.Compulsory, HasScore: false);

    private static SampleSubject Elective(string code, string name) =>
        new(code, name, SubjectKind.Elective, HasScore: true);
}
