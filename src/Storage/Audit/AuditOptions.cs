// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>What a journal is compared with.</summary>
public sealed record AuditOptions
{
    /// <summary>
    /// Checks signature and timestamp of a checkpoint: null when they are good, else a sentence that says what isn't. Without it
    /// seals are not checked, and <see cref="AuditReport.SealsChecked"/> is false.
    /// </summary>
    public Func<SealedCheckpoint, string?>? CheckSeal { get; init; }

    /// <summary>
    /// Reads an issuer's answer, so that what is noted beside it can be compared; null where it can't be read. Without it only notes that
    /// make no sense are found.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, StatusAnswer?>? ReadAnswer { get; init; }

    /// <summary>Checkpoints that were kept outside, in any order.</summary>
    public IReadOnlyList<SealedCheckpoint> Expected { get; init; } = [];

    /// <summary>
    /// Whether checkpoints are kept outside, and none is there: right for a journal that has none yet, a finding for any other.
    /// </summary>
    public bool IsNothingKept { get; init; }

    /// <summary>The node that it must be the journal of; null for any.</summary>
    public string? Node { get; init; }

    /// <summary>
    /// Whether it must be an archive; the file has to agree, so that a journal that was cut off can't pass for one. Of
    /// <see cref="Expected"/>, an archive is compared with what covers its rows.
    /// </summary>
    public bool IsArchive { get; init; }

    /// <summary>Findings after which the walk ends; 1 and more.</summary>
    public int MaxFindings { get; init; } = 100;

    /// <summary>Hears now and then how many rows were walked; null for nobody.</summary>
    public IProgress<long>? Progress { get; init; }
}
