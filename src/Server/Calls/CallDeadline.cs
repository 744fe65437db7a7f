// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>When a caller stops waiting.</summary>
internal static class CallDeadline
{
    /// <summary>Null when the caller set none (gRPC then says the end of time).</summary>
    public static DateTimeOffset? Of(ServerCallContext context) =>
        context.Deadline == DateTime.MaxValue ? null : new DateTimeOffset(context.Deadline, TimeSpan.Zero);
}
