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
}
