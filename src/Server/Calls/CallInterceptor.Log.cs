// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

internal sealed partial class CallInterceptor
{
    [LoggerMessage(1001, LogLevel.Information, "{Method} ended {Status} after {Milliseconds:F1} ms")]
    private partial void LogCall(string method, StatusCode status, double milliseconds);

    [LoggerMessage(1002, LogLevel.Information, "{Method} refused: {Kind} at '{Field}'")]
    private partial void LogRefused(string method, SigningErrorKind kind, string? field, Exception? cause);

    [LoggerMessage(1003, LogLevel.Error, "{Method} failed by a defect")]
    private partial void LogFailed(string method, Exception exception);
}
