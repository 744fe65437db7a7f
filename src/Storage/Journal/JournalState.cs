// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Whether the journal takes work.</summary>
public enum JournalState
{
    /// <summary>It takes work.</summary>
    Running,

    /// <summary>A write failed: appends are refused until a probe is on the disk. Look-ups still answer.</summary>
    Failed,

    /// <summary>It was disposed.</summary>
    Stopped,
}
