// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>How one message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait for later ones before it is flushed.</summary>
    BufferHint = 0x1,

    /// <summary>The message is not compressed although the call is.</summary>
    NoCompress = 0x2,
}
