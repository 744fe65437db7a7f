// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The subject page of THPT: compulsory subjects, the pupil's electives, and the groups of study topics.</summary>
internal sealed class UpperSecondarySubjectsPage() : SecondarySubjectsPage(blankRows: 12)
{
    protected override void AddRows(SubjectTable table, SubjectResult[] subjects)
    {
        AddSubjects(table, "Môn học, hoạt động giáo dục bắt buộc", subjects, SubjectKind.Compulsory);
        AddSubjects(table, "Môn học lựa chọn", subjects, SubjectKind.Elective);
        AddTopics(table, subjects);
    }

    private static void AddSubjects(SubjectTable table, string title, SubjectResult[] subjects, SubjectKind kind)
    {
        SubjectResult[] group = [.. subjects.Where(subject => subject.Kind == kind)];
        if (group.Length > 0)
        {
            table.AddGroup(title);
        }
        foreach (var subject in group)
        {
            table.Add(subject);
        }
    }

    private static void AddTopics(SubjectTable table, SubjectResult[] subjects)
    {
        if (subjects.Any(static subject => subject.TopicGroup is not null))
        {
            table.AddGroup("Cụm chuyên đề học tập");
        }
        foreach (var subject in subjects)
        {
            if (subject.TopicGroup is { } topics)
            {
                table.Add(topics, subject.Teacher);
            }
        }
    }
}
