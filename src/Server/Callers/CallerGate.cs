// SPDX-License-Identifier: Apache-2.0
using Grpc.AspNetCore.Server;
using Grpc.Core;
using HocBaSo.Signing.Core;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>
/// In front of every service: who calls, and may they call this at all. It stands before gRPC, so that not one octet of a
/// stranger's message is read. What a call asks for (tenant, school, role, identity) is looked at later, by the services.
/// </summary>
internal sealed partial class CallerGate(
    ICallerSource callers,
    ICallerGrants grants,
    CallRefusals refusals,
    GateRefusals gate,
    ILogger<CallerGate> logger
)
{
    private static readonly SigningError s_noGrant = new(
        SigningErrorKind.NotPermitted,
        "The client has no grant for this call."
    );

    /// <summary>Passes the call on, with its <see cref="CallerContext"/>, or answers it.</summary>
    public Task PassAsync(HttpContext http, RequestDelegate next)
    {
        var method = http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        return method is not null ? PassAsync(http, method, next)
            : callers.ServesPages(http) ? next(http)
            : NothingHereAsync(http);
    }

    private async Task PassAsync(HttpContext http, IMethod method, RequestDelegate next)
    {
        var operation = $"{method.ServiceName[(method.ServiceName.LastIndexOf('.') + 1)..]}/{method.Name}";
        if (Identify(http, method.FullName, operation) is not { } caller)
        {
            return;
        }
        var needed = MethodOperations.Of(method.ServiceName, method.Name);
        if (needed is null || !grants.MayAll(caller.Id, needed.Value, tenant: null))
        {
            Tell(http, method.FullName, caller.Id, operation, s_noGrant);
            return;
        }
        new CallerContext(caller, callers, http, operation).Attach();
        await next(http);
    }

    // Null: the call is answered.
    private Caller? Identify(HttpContext http, string fullName, string operation)
    {
        try
        {
            return callers.Identify(http);
        }
        catch (SigningException e) when (e.Kind == SigningErrorKind.Unauthenticated)
        {
            Tell(http, fullName, "", operation, e.ToError());
            // With a better certificate it has to shake hands again anyway.
            http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            return null;
        }
    }

    private void Tell(HttpContext http, string fullName, string caller, string operation, SigningError error)
    {
        refusals.RecordAtGate(caller, operation, callers.EvidenceOf(http), error);
        var id = gate.Refuse(http, fullName, error);
        LogRefused(fullName, caller, error.Kind, error.Message, id);
    }

    // No pages where strangers may come, and no word on what there is.
    private Task NothingHereAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith(GrpcRefusal.MediaType, StringComparison.OrdinalIgnoreCase) != true)
        {
            // Nobody was asked for a certificate: the connection isn't kept for a stranger either.
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }
        else if (Identify(http, "unknown", "") is not null)
        {
            GrpcRefusal.Write(
                http.Response,
                new RpcException(new Status(StatusCode.Unimplemented, "There is no such call here."))
            );
        }
        return Task.CompletedTask;
    }

    [LoggerMessage(1011, LogLevel.Information, "{Method} by '{Caller}' refused: {Kind}, {Message} (call {Id})")]
    private partial void LogRefused(string method, string caller, SigningErrorKind kind, string message, string id);
}
