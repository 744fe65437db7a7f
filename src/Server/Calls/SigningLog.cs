// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>What the pipeline tells, as log lines. Causes go here and nowhere else.</summary>
internal sealed partial class SigningLog(ILogger<SigningLog> logger) : ISigningEvents
{
    public void Failed(RequestKey request, SigningError error, Exception cause)
    {
        var isOurs =
            error.Kind
            is SigningErrorKind.Internal
                or SigningErrorKind.StorageFailed
                or SigningErrorKind.SelfVerificationFailed;
        if (isOurs)
        {
            LogFault(request.Tenant, request.RequestId, error.Kind, cause);
            return;
        }
        LogRefused(request.Tenant, request.RequestId, error.Kind, error.Field, cause.GetType().Name);
    }

    [LoggerMessage(1201, LogLevel.Information, "{Tenant} {RequestId} refused: {Kind} at '{Field}' ({Cause})")]
    private partial void LogRefused(
        string tenant,
        string requestId,
        SigningErrorKind kind,
        string? field,
        string cause
    );

    [LoggerMessage(1202, LogLevel.Error, "{Tenant} {RequestId} failed: {Kind}")]
    private partial void LogFault(string tenant, string requestId, SigningErrorKind kind, Exception cause);
}
