// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Makes one pupil after another: person, results, summary.</summary>
internal sealed class SamplePupilBuilder
{
    private const int FirstYear = 2025;
    private static readonly string[] Jobs =
    [
        "nông dân",
        "công nhân",
        "giáo viên",
        "buôn bán",
        "thợ mộc",
        "lái xe",
        "y sĩ",
    ];
    private static readonly string[] Ethnicities =
    [
        "Kinh",
        "Kinh",
        "Kinh",
        "Tày",
        "Thái",
        "Mường",
        "Khmer",
        "Ê Đê",
        "Hrê",
    ];
    private static readonly string[] Villages = ["thôn Thượng", "thôn Hạ", "ấp Mới", "bản Nà Mẫu", "tổ dân phố số 3"];

    private readonly SampleSchool _school;
    private readonly int _seed;
    private readonly SampleRandom _random;
    private readonly SampleNames _names;
    private readonly SampleResults _results;

    public SamplePupilBuilder(SampleSchool school, int seed)
    {
        _school = school;
        _seed = seed;
        _random = new SampleRandom(BitConverter.ToUInt64(SampleClass.Digest(school.Level, seed, "pupils")));
        _names = new SampleNames(_random);
        _results = new SampleResults(school, _random);
    }

    public Transcript Next(int number)
    {
        var ability = 5 + _random.Next(5);
        var header = Header(number);
        var subjects = _results.Subjects(ability);
        return new Transcript
        {
            Header = header,
            Subjects = subjects,
            Summary = _results.Summary(ability, subjects),
            Release = new Release(
                new DateOnly(FirstYear + 1, 5, 31),
                _school.Commune,
                "Hiệu trưởng",
                _school.Principal.FullName
            ),
        };
    }

    private TranscriptHeader Header(int number)
    {
        var enrolled = FirstYear - (_school.Grade - SchoolLevels.GradesOf(_school.Level).First);
        return new TranscriptHeader
        {
            LookupCode = SampleClass.LookupCode(_school.Level, _seed, $"pupil {number}"),
            SchoolCode = _school.Code,
            SchoolName = _school.Name,
            Commune = _school.Commune,
            Province = _school.Province,
            Level = _school.Level,
            SchoolYear = $"{FirstYear}-{FirstYear + 1}",
            Grade = _school.Grade,
            ClassName = _school.ClassName,
            RegisterNumber = $"{1000 + number}/{enrolled}",
            EnrolledOn = new DateOnly(enrolled, 9, 5),
            Pupil = Pupil(),
            PreviousYear = new PreviousYear(
                SampleClass.LookupCode(_school.Level, _seed, $"previous {number}"),
                Convert.ToHexStringLower(SampleClass.Digest(_school.Level, _seed, $"previous file {number}"))
            ),
        };
    }

    private Pupil Pupil()
    {
        var surname = _names.Surname();
        var (name, gender) = _names.Pupil(surname);
        var village = $"{_random.Pick(Villages)}, {_school.Commune}, {_school.Province}";
        return new Pupil
        {
            PersonalId = _names.PersonalId(),
            FullName = name,
            Gender = gender,
            BornOn = new DateOnly(FirstYear - 5 - _school.Grade, 1 + _random.Next(12), 1 + _random.Next(28)),
            Ethnicity = _random.Pick(Ethnicities),
            Nationality = "Việt Nam",
            Birthplace = $"Trạm Y tế {_school.Commune}, {_school.Province}",
            Hometown = $"{_school.Commune}, {_school.Province}",
            Address = village,
            PolicyGroup = _random.Next(20) == 0 ? "Con thương binh hạng 4/4" : null,
            Father = new FamilyMember(_names.Man(surname), _random.Pick(Jobs)),
            Mother = new FamilyMember(_names.Woman(), _random.Pick(Jobs)),
            Guardian = _random.Next(10) == 0 ? new FamilyMember(_names.Woman(), _random.Pick(Jobs)) : null,
        };
    }
}
