// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

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
        if (error.Kind is SigningErrorKind.HsmUnavailable or SigningErrorKind.TimestampUnavailable)
        {
            LogUnavailable(request.Tenant, request.RequestId, error.Kind, CodeOf(cause));
            return;
        }
        LogRefused(request.Tenant, request.RequestId, error.Kind, error.Field, cause.GetType().Name);
    }

    // A PKCS#11 code names no document; other texts may.
    private static string CodeOf(Exception cause) => cause is Pkcs11Exception ? cause.Message : cause.GetType().Name;

    [LoggerMessage(1201, LogLevel.Information, "{Tenant} {RequestId} refused: {Kind} at '{Field}' ({Cause})")]
    private partial void LogRefused(
        string tenant,
        string requestId,
        SigningErrorKind kind,
        string? field,
        string cause
    );

    [LoggerMessage(1203, LogLevel.Warning, "{Tenant} {RequestId} not done: {Kind} ({Cause})")]
    private partial void LogUnavailable(string tenant, string requestId, SigningErrorKind kind, string cause);

    [LoggerMessage(1202, LogLevel.Error, "{Tenant} {RequestId} failed: {Kind}")]
    private partial void LogFault(string tenant, string requestId, SigningErrorKind kind, Exception cause);
}
