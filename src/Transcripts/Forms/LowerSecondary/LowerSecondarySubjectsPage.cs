// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The subject page of THCS: the subjects in their order in the transcript, then the groups of study topics.</summary>
internal sealed class LowerSecondarySubjectsPage() : SecondarySubjectsPage(blankRows: 13)
{
    protected override void AddRows(SubjectTable table, SubjectResult[] subjects)
    {
        foreach (var subject in subjects)
        {
            table.Add(subject);
        }
        AddTopics(table, subjects);
    }
}
