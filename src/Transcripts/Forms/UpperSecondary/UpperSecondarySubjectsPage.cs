// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// The subject page of THPT (TT 22/2021): compulsory subjects, the pupil's electives, and the groups of study topics. All
/// come from the transcript.
/// </summary>
internal sealed class UpperSecondarySubjectsPage : FormPage
{
    private const int BlankRows = 12; // of the paper form

    public override string Key => "subjects";

    public override string Title => "Kết quả học tập các môn học";

    public override bool IsYearly => true;

    public override bool ListsSubjects => true;

    public override void Draw(FormPen pen, FormBook book, SignedTranscript year)
    {
        pen.Heading(StructureType.H1, "KẾT QUẢ HỌC TẬP", FormStyles.Title, Align.Center);
        pen.Space(2);
        YearHeading.Draw(pen, year.Transcript.Header);
        pen.Space(5);
        var table = new SubjectTable(pen, book, year);
        SubjectResult[] subjects = [.. book.SubjectsOf(year.Transcript)];
        AddSubjects(table, "Môn học, hoạt động giáo dục bắt buộc", subjects, SubjectKind.Compulsory);
        AddSubjects(table, "Môn học lựa chọn", subjects, SubjectKind.Elective);
        AddTopics(table, subjects);
        for (var i = year.Transcript.Subjects.Count == 0 ? 0 : BlankRows; i < BlankRows; i++)
        {
            table.AddBlank();
        }
        table.Draw();
        SubjectsFoot.Draw(pen, book, year);
    }

    private static void AddSubjects(SubjectTable table, string title, SubjectResult[] subjects, SubjectKind kind)
    {
        var isFirst = true;
        foreach (var subject in subjects)
        {
            if (subject.Kind == kind)
            {
                if (isFirst)
                {
                    table.AddGroup(title);
                }
                table.Add(subject);
                isFirst = false;
            }
        }
    }

    private static void AddTopics(SubjectTable table, SubjectResult[] subjects)
    {
        var isFirst = true;
        foreach (var subject in subjects)
        {
            if (subject.TopicGroup is { } topics)
            {
                if (isFirst)
                {
                    table.AddGroup("Cụm chuyên đề học tập");
                }
                table.Add(topics, subject.Teacher);
                isFirst = false;
            }
        }
    }
}
