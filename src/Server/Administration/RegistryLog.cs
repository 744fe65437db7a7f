// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>What the registry tells, as log lines.</summary>
internal sealed partial class RegistryLog(ILogger<RegistryLog> logger)
{
    [LoggerMessage(1851, LogLevel.Information, "{Administrator} {Operation} {Tenant} {Subject}: {Description}")]
    public partial void Changed(
        string administrator,
        string operation,
        string tenant,
        string subject,
        string description
    );

    [LoggerMessage(1852, LogLevel.Error, "{Administrator} {Operation} {Tenant} {Subject} failed on the way: {Kind}")]
    public partial void Failed(
        string administrator,
        string operation,
        string tenant,
        string subject,
        SigningErrorKind kind,
        Exception cause
    );

    [LoggerMessage(
        1853,
        LogLevel.Warning,
        "{Tenant} {Identity}/{Version} ends at {NotAfter}: {DaysLeft} days are left of {EndsFirst}"
    )]
    public partial void Expiring(
        string tenant,
        string identity,
        int version,
        DateTimeOffset notAfter,
        int daysLeft,
        string endsFirst
    );

    [LoggerMessage(1854, LogLevel.Error, "The upkeep of identities failed; it is tried again")]
    public partial void UpkeepFailed(Exception cause);

    [LoggerMessage(1855, LogLevel.Error, "{Tenant} {Identity}/{Version} could not be activated at its time: {Reason}")]
    public partial void NotActivated(string tenant, string identity, int version, string reason);

    [LoggerMessage(
        1856,
        LogLevel.Warning,
        "{Tenant} {Identity} is kept, but no longer in the configuration file: it is not served"
    )]
    public partial void NotServed(string tenant, string identity);

    [LoggerMessage(
        1857,
        LogLevel.Information,
        "{Administrator} {Tenant} {Identity}: change {Change} {What}: {Description}"
    )]
    public partial void Pending(
        string administrator,
        string tenant,
        string identity,
        string change,
        string what,
        string description
    );

    [LoggerMessage(
        1858,
        LogLevel.Information,
        "{Tenant} {Identity}: the configuration file names the certificate of version {Version}, in force is {InForce}"
    )]
    public partial void NotInForce(string tenant, string identity, int version, string inForce);

    [LoggerMessage(
        1859,
        LogLevel.Warning,
        "The configuration file names certificates that are not in force, of {Count} identities (1858 names each): "
            + "hbs admin activate changes that, the file does not"
    )]
    public partial void FileNotInForce(int count);
}
