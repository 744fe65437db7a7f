// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>
/// Right in front of gRPC, which reads the message of a unary call before any interceptor hears of it, and answers UNKNOWN when it is
/// none: here that becomes the caller's fault that it is. Of streams it is <see cref="CallInterceptor"/> that does the same.
/// </summary>
internal sealed partial class UnreadableMessages(GateRefusals refusals, ILogger<UnreadableMessages> logger)
{
    private static readonly string s_unknown = ((int)StatusCode.Unknown).ToString(CultureInfo.InvariantCulture);

    /// <summary>What the caller is told.</summary>
    public static SigningException Fault(Exception? reason = null) =>
        new(SigningErrorKind.InvalidRequest, "The message is not of this call's type.", "message", reason);

    /// <summary>Passes the call on, and mends its answer.</summary>
    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        // No call that gets to our own code ends with this status.
        if (
            !http.Response.HasStarted
            && http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method is { } method
            && http.Response.Headers["grpc-status"] == s_unknown
        )
        {
            http.Response.Headers.Clear();
            refusals.Refuse(http, method.FullName, Fault().ToError());
            LogUnreadable(method.FullName);
        }
    }

    [LoggerMessage(1004, LogLevel.Information, "{Method} refused: its message can't be read")]
    private partial void LogUnreadable(string method);
}
