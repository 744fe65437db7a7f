// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Callers.Tls;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>Who calls, what they may do, and where the journal hears of it.</summary>
internal sealed record CallerParts(TlsParts? Tls, ICallerSource Source, ICallerGrants Grants, IEventRecorder Events)
    : IAsyncDisposable
{
    /// <summary>Without TLS: this machine may everything.</summary>
    public static CallerParts Loopback(IEventRecorder events) =>
        new(null, new LoopbackCallers(), new LoopbackGrants(), events);

    /// <summary>By the options; what is wrong is noted, and the parts are then not to be used.</summary>
    public static CallerParts Load(
        SigningServerOptions options,
        OutsideParts outside,
        ILoggerFactory loggers,
        ErrorList errors
    )
    {
        var events = outside.Events ?? new EventLog(loggers.CreateLogger<EventLog>());
        if (options.Tls is null)
        {
            return Loopback(events);
        }
        var tls = TlsParts.Load(options.Tls, outside.Time, loggers.CreateLogger<TlsParts>(), errors);
        if (tls is null || !errors.IsEmpty)
        {
            return new CallerParts(null, new LoopbackCallers(), new ConfiguredGrants([]), events);
        }
        var source = new CertificateCallers(tls.Trust, new ClientDirectory(options.Clients), events, outside.Time);
        return new CallerParts(tls, source, new ConfiguredGrants(options.Clients), events);
    }

    public ValueTask DisposeAsync() => Tls?.DisposeAsync() ?? ValueTask.CompletedTask;
}
