// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Health;

internal sealed partial class HealthMonitor
{
    [LoggerMessage(1601, LogLevel.Information, "{Part} is well: {Detail}")]
    private partial void LogWell(string part, string detail);

    [LoggerMessage(1602, LogLevel.Error, "{Part} is not well: {Detail}")]
    private partial void LogUnwell(string part, string detail);
}
