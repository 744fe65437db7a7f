// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Options of writing messages.</summary>
public class WriteOptions
{
    /// <summary>No flag.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Makes options.</summary>
    /// <param name="flags">The flags.</param>
    public WriteOptions(WriteFlags flags = default) => Flags = flags;

    /// <summary>The flags.</summary>
    public WriteFlags Flags { get; }
}
