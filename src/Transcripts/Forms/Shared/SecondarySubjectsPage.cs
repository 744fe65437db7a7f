// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The subject page of TT 22/2021 (THCS, THPT). Its rows come from the transcript.</summary>
/// <param name="blankRows">Rows of the paper form, which a transcript without subjects shows.</param>
internal abstract class SecondarySubjectsPage(int blankRows) : FormPage
{
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
        AddRows(table, [.. book.SubjectsOf(year.Transcript)]);
        for (var i = year.Transcript.Subjects.Count == 0 ? 0 : blankRows; i < blankRows; i++)
        {
            table.AddBlank();
        }
        table.Draw();
        SubjectsFoot.Draw(pen, book, year);
    }

    /// <summary>Adds what the page lists.</summary>
    protected abstract void AddRows(SubjectTable table, SubjectResult[] subjects);

    /// <summary>Adds the groups of study topics, where there are any.</summary>
    protected static void AddTopics(SubjectTable table, SubjectResult[] subjects)
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
