// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>How the journal is proved and watched.</summary>
public sealed record JournalSettings
{
    /// <summary>After how many rows a checkpoint is made, 1 to 10,000,000. Default 10,000.</summary>
    public int CheckpointRows { get; init; } = 10_000;

    /// <summary>After how many seconds a checkpoint is made when rows were added, 1 to 86,400. Default 300.</summary>
    public int CheckpointSeconds { get; init; } = 300;

    /// <summary>The key that signs checkpoints, as a PKCS#11 URI (RFC 7512); null for none: then nothing proves who kept the chain.</summary>
    public string? CheckpointKey { get; init; }

    /// <summary>A PEM file: the certificate of that key, then its issuers; null without a key.</summary>
    public string? CheckpointCertificateFile { get; init; }

    /// <summary>A folder outside of the journal's, where each checkpoint is kept as a file; null for none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>The size of the journal's file at which the log warns, in MiB; 0 for never. Default 10,240.</summary>
    public int WarnMegabytes { get; init; } = 10_240;

    /// <summary>The room on the journal's disk below which the log warns, in MiB; 0 for never. Default 1,024.</summary>
    public int WarnFreeMegabytes { get; init; } = 1024;
}
