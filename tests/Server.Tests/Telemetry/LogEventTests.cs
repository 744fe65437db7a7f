// SPDX-License-Identifier: Apache-2.0
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Server.Tests.Telemetry;

/// <summary>Whoever looks for an event by its number finds one kind of event.</summary>
public sealed class LogEventTests
{
    [Fact]
    public void Numbers_OfAllEvents_AreGivenOnce()
    {
        const BindingFlags Methods =
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
        var events = typeof(SigningServerHost)
            .Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(Methods | BindingFlags.DeclaredOnly))
            .Select(static method => (method, Id: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(static found => found.Id is not null)
            .GroupBy(
                static found => found.Id,
                static found => $"{found.method.DeclaringType!.Name}.{found.method.Name}"
            )
            .ToList();

        Assert.True(events.Count > 50);
        Assert.All(events, static kind => Assert.Single(kind));
    }
}
