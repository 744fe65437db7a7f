// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>Who makes a call, and what the journal says of it if it is refused. One for each call; made before gRPC sees it.</summary>
/// <param name="caller">Who calls.</param>
/// <param name="operation">The RPC, as <c>SigningService/Sign</c>.</param>
internal sealed class CallerContext(Caller caller, string operation)
{
    private static readonly object Key = new();

    public Caller Caller => caller;

    public string Operation => operation;

    /// <summary>The tenant; empty until it is known.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>The request id, or the batch id; empty when the caller chose none, or until it is read.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>Of a call that passed the gate.</summary>
    /// <exception cref="InvalidOperationException">It did not: then nothing may be done for it.</exception>
    public static CallerContext Of(ServerCallContext context) => Of(context.GetHttpContext());

    /// <inheritdoc cref="Of(ServerCallContext)" />
    public static CallerContext Of(HttpContext http) =>
        http.Items.TryGetValue(Key, out var known)
            ? (CallerContext)known!
            : throw new InvalidOperationException("The call has no caller.");

    /// <summary>Gives a call its caller.</summary>
    public void Attach(HttpContext http) => http.Items[Key] = this;
}
