// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>Transcripts in which any text may be anything; equal seeds give equal transcripts.</summary>
internal static class HostileTranscripts
{
    private static readonly string[] Pieces =
    [
        "Nguyễn",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\u0000",
        "\u202E",
        "\uD800",
        "\uDC00",
        "😀",
        "e\u0323\u0302",
        "\u0301\u0301",
        "()\\<>",
        "%PDF",
        "endstream",
        "\u00A0",
        "\u2028",
        "\uFFFE",
        "ﷺ",
        "文",
        "x",
        "……",
    ];

    public static SignedTranscript Make(int seed)
    {
        var random = new Random(seed);
        var level = SchoolLevels.All[random.Next(3)];
        var year = FormSamples.Sealed(level, 1 + random.Next(5));
        var (transcript, header) = (year.Transcript, year.Transcript.Header);
        var changed = new Transcript
        {
            Header = header with
            {
                SchoolName = Text(random),
                SchoolCode = Text(random),
                Commune = Text(random),
                Province = Text(random),
                ClassName = Text(random),
                SchoolYear = Text(random),
                RegisterNumber = Text(random),
                Grade = random.Next(-5, 20),
                Pupil = header.Pupil with
                {
                    FullName = Text(random),
                    PersonalId = Text(random),
                    Address = Text(random),
                    PolicyGroup = Text(random),
                    NotAssessed = random.Next(2) == 0,
                    Father = new FamilyMember(Text(random), Text(random)),
                    Mother = new FamilyMember(Text(random)),
                },
            },
            Subjects = [.. transcript.Subjects.Take(random.Next(20)).Select(s => Change(s, random))],
            Summary = random.Next(4) == 0 ? null : Change(transcript.Summary!, random),
            Release =
                random.Next(4) == 0 ? null : transcript.Release! with { Place = Text(random), FullName = Text(random) },
        };
        return year with
        {
            Transcript = changed,
            Signatures =
            [
                .. year.Signatures.Select(s =>
                    s with
                    {
                        Signer = Text(random),
                        Serial = Text(random),
                        OnBehalfOf = Text(random),
                        Capacity = (SigningCapacity)random.Next(3),
                    }
                ),
            ],
            State = (SealState)random.Next(2),
        };
    }

    private static SubjectResult Change(SubjectResult subject, Random random) =>
        subject with
        {
            Code = random.Next(3) == 0 ? Text(random) : subject.Code,
            Name = Text(random),
            Remark = random.Next(3) == 0 ? null : Text(random),
            Teacher = new Teacher(Text(random)),
            TopicGroup = random.Next(3) == 0 ? new TopicGroup(Text(random)) : null,
        };

    private static YearSummary Change(YearSummary summary, Random random) =>
        summary with
        {
            Remark = Text(random),
            Awards = [Text(random), Text(random)],
            Certificates = [Text(random)],
            Corrections = new Corrections(random.Next(), Text(random)),
            HomeroomTeacher = new Teacher(Text(random)),
            Secondary = random.Next(2) == 0 ? null : summary.Secondary,
            Primary =
                random.Next(2) == 0 || summary.Primary is null
                    ? summary.Primary
                    : summary.Primary with
                    {
                        Qualities = summary.Primary.Qualities with { Remark = Text(random) },
                    },
            Promotion = (Promotion)random.Next(0, 5),
            LevelCompleted = random.Next(3) switch
            {
                0 => true,
                1 => false,
                _ => null,
            },
        };

    private static string Text(Random random)
    {
        var count = random.Next(12) switch
        {
            0 => 0,
            1 => random.Next(2000),
            2 or 3 => random.Next(200),
            _ => random.Next(8),
        };
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }
        return text.ToString();
    }
}
