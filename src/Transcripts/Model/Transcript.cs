// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>One pupil's transcript (học bạ) of one school year: the content, without signatures.</summary>
public sealed record Transcript
{
    /// <summary>ThongTinHocBa: whose, which school, class and year.</summary>
    public required TranscriptHeader Header { get; init; }

    /// <summary>KetQuaMonHoc: one per subject, in the order of the form.</summary>
    public required IReadOnlyList<SubjectResult> Subjects { get; init; }

    /// <summary>TongKet: the year's summary; null until the homeroom teacher's part is there.</summary>
    public YearSummary? Summary { get; init; }

    /// <summary>PhatHanh: sent by the school before the seal; null until then.</summary>
    public Release? Release { get; init; }
}
