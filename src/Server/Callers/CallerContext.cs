// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>Who makes a call, and what the journal says of it if it is refused. One for each call; made before gRPC sees it.</summary>
/// <param name="caller">Who calls.</param>
/// <param name="source">Who said so.</param>
/// <param name="http">The call.</param>
/// <param name="operation">The RPC, as <c>SigningService/Sign</c>.</param>
internal sealed class CallerContext(Caller caller, ICallerSource source, HttpContext http, string operation)
{
    private static readonly object Key = new();

    public Caller Caller => caller;

    public string Operation => operation;

    /// <summary>The tenant; empty until it is known.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>The request id, or the batch id; empty when the caller chose none, or until it is read.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>
    /// Asks again: a call may outlive the certificate that it was begun with, its authority, or a CRL that did not have it.
    /// Not thread-safe: for the loop that reads the call.
    /// </summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.Unauthenticated"/>, with the certificate as subject.</exception>
    public void RequireStillKnown()
    {
        try
        {
            source.Identify(http);
        }
        catch (SigningException e) when (e.Kind == SigningErrorKind.Unauthenticated)
        {
            // As at the gate: which of the client's certificates it was.
            throw new SigningException(e.Kind, e.Message, e.Field, e) { Subject = source.EvidenceOf(http) };
        }
    }

    /// <summary>Of a call that passed the gate.</summary>
    /// <exception cref="InvalidOperationException">It did not: then nothing may be done for it.</exception>
    public static CallerContext Of(ServerCallContext context) => Of(context.GetHttpContext());

    /// <inheritdoc cref="Of(ServerCallContext)" />
    public static CallerContext Of(HttpContext call) =>
        call.Items.TryGetValue(Key, out var known)
            ? (CallerContext)known!
            : throw new InvalidOperationException("The call has no caller.");

    /// <summary>Gives a call its caller.</summary>
    public void Attach() => http.Items[Key] = this;
}
