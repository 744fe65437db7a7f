// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>What a file may ask of the reader; over any of them it is refused, never cut.</summary>
internal sealed record PdfLimits
{
    public static PdfLimits Default { get; } = new();

    /// <summary>Bytes of a file as it comes. Default 64 MiB.</summary>
    public int MaxBytes { get; init; } = 64 << 20;

    /// <summary>Arrays and dictionaries inside each other: at most 64, the width of the nesting word.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The highest object number plus one. Default 2^20.</summary>
    public int MaxObjects { get; init; } = 1 << 20;

    /// <summary>Cross-reference sections in one chain: revisions, and the two of a linearized file. Default 1,000.</summary>
    public int MaxSections { get; init; } = 1_000;

    /// <summary>Entries of all cross-reference sections together. Default 4 Mi.</summary>
    public long MaxEntries { get; init; } = 4 << 20;

    /// <summary>Bytes that one stream may expand to. Default 16 MiB.</summary>
    public int MaxStreamBytes { get; init; } = 16 << 20;

    /// <summary>Bytes that all streams together may expand to. Default 64 MiB.</summary>
    public int MaxExpandedBytes { get; init; } = 64 << 20;

    /// <summary>
    /// Bytes of objects that may be read, stream data apart, counted each time that one is read: objects can lie inside each
    /// other, so that a small file holds many large ones. Default 64 MiB.
    /// </summary>
    public long MaxReadBytes { get; init; } = 64 << 20;

    /// <summary>Filters on one stream. Default 4.</summary>
    public int MaxFilters { get; init; } = 4;

    /// <summary>References followed from one to the next before a value is reached. Default 16.</summary>
    public int MaxIndirections { get; init; } = 16;

    /// <summary>Nodes of the page tree, or of the field tree, that are looked at. Default 20,000.</summary>
    public int MaxTreeNodes { get; init; } = 20_000;
}
