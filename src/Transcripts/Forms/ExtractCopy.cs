// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Bản trích sao: chosen pages or subjects, marked as an extract on every page. The XML is not attached, because it says more
/// than the extract shows. At least one of both lists has an entry.
/// </summary>
public sealed record ExtractCopy : RenditionCopy
{
    /// <summary>
    /// Keys of pages (<see cref="TranscriptForm.Pages"/>), or <c>key:2025-2026</c> for one year's; empty for the pages that
    /// list <see cref="Subjects"/>.
    /// </summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>Codes of the subjects to be listed; empty for all.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];
}
