// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Which rows of a journal go to an archive, and where.</summary>
public sealed record ArchiveOptions
{
    /// <summary>Rows recorded up to the end of this year, UTC, go; it must be over.</summary>
    public required int Year { get; init; }

    /// <summary>A folder that exists, with room for as much as goes. The file becomes <c>journal-NODE-FIRST-LAST.db</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>How the journal is audited before anything is moved; what it finds ends the archiving.</summary>
    public AuditOptions Audit { get; init; } = new();

    /// <summary>Whether the journal's file is made smaller afterwards, which takes room for what is left of it.</summary>
    public bool Compact { get; init; } = true;
}
