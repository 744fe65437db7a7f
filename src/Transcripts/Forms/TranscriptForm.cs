// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>A form of the ministry that this server draws.</summary>
public sealed record TranscriptForm
{
    /// <summary>Such as <c>thcs-tt22-2021</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The level of school.</summary>
    public required SchoolLevel Level { get; init; }

    /// <summary>The form's name.</summary>
    public required string Title { get; init; }

    /// <summary>The circular that it follows.</summary>
    public required string Circular { get; init; }

    /// <summary>Keys of its pages in their order, to be named in an extract.</summary>
    public IReadOnlyList<string> Pages => [.. Layout.Select(static page => page.Key)];

    /// <summary>What each page is called, in the order of <see cref="Pages"/>.</summary>
    public IReadOnlyList<string> PageTitles => [.. Layout.Select(static page => page.Title)];

    /// <summary>The title on the cover, in capitals.</summary>
    internal string CoverTitle { get; init; } = "";

    internal IReadOnlyList<FormPage> Layout { get; init; } = [];
}
