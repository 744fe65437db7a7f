// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Callers.Tls;

internal sealed partial class TlsParts
{
    [LoggerMessage(1021, LogLevel.Information, "The {Files} changed and are in use")]
    private partial void LogReloaded(string files);

    [LoggerMessage(1022, LogLevel.Error, "The {Files} changed and can't be used, those before stay in use: {Reason}")]
    private partial void LogKept(string files, string reason);

    [LoggerMessage(1023, LogLevel.Error, "A CRL of clients ran out at {Until:u}: its authority's clients are refused")]
    private partial void LogOldCrl(DateTimeOffset until);

    [LoggerMessage(1024, LogLevel.Warning, "The server certificate expires at {Until:u}")]
    private partial void LogExpiring(DateTimeOffset until);

    [LoggerMessage(1025, LogLevel.Warning, "The server certificate is not valid before {From:u}")]
    private partial void LogNotYetValid(DateTimeOffset from);
}
