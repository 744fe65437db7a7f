// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Tests.Callers;

/// <summary>What all gates have in common when they refuse.</summary>
public sealed class GateRefusalTests
{
    [Fact]
    public void Refuse_WhenAnyGateDoes_AnswersUnderTheIdThatItsLogHasAndCounts()
    {
        using var instruments = new ServerInstruments();
        var counted = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "rpc.server.duration")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>(
            (_, _, tags, _) =>
            {
                lock (counted)
                {
                    counted.Add(string.Join(' ', tags.ToArray().Select(static tag => tag.Value)));
                }
            }
        );
        listener.Start();
        var http = new DefaultHttpContext();
        var error = new SigningError(SigningErrorKind.Overloaded, "Later.") { RetryAfter = TimeSpan.FromSeconds(1) };

        var id = new GateRefusals(instruments, TimeProvider.System).Refuse(http, "/of.a.test/Refuse", error);

        Assert.NotEmpty(id);
        Assert.Equal(id, http.Response.Headers["x-call-id"]);
        Assert.Equal("8", http.Response.Headers["grpc-status"]);
        Assert.Equal("Later.", http.Response.Headers["grpc-message"]);
        lock (counted)
        {
            Assert.Single(counted, "/of.a.test/Refuse ResourceExhausted");
        }
    }
}
