// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>A rendered transcript.</summary>
public sealed record Rendition
{
    /// <summary>The PDF.</summary>
    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>The form: <see cref="TranscriptForm.Id"/>.</summary>
    public required string Form { get; init; }

    /// <summary>What stands on each page.</summary>
    public required IReadOnlyList<RenditionPage> Pages { get; init; }

    /// <summary>True when the pages bear the mark of a draft.</summary>
    public required bool IsDraft { get; init; }

    /// <summary>What a person should know, in Vietnamese: replaced characters, empty blocks. No content of the transcript.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Names of the empty signature fields.</summary>
    public required IReadOnlyList<string> SignatureFields { get; init; }
}
