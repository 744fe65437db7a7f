// SPDX-License-Identifier: Apache-2.0
using Grpc.AspNetCore.Server;
using Grpc.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Errors;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// The first that a call meets: once the server is told to stop it begins no call more, whoever asks, and sends clients away to ask
/// elsewhere. Health is told up to the end, and so are the pages: work in hand may need them, as a document does its timestamp.
/// </summary>
internal sealed class StopGate(RunningCalls running, ServerInstruments instruments)
{
    /// <summary>Passes the call on, or answers it.</summary>
    public Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (running.TryCount(http) || WorkOf(http) is not { } method)
        {
            return next(http);
        }
        var error = ShutDown.Error();
        instruments.Called(method.FullName, error.StatusCode, TimeSpan.Zero);
        GrpcRefusal.Write(http.Response, error);
        // The next call of this client comes over another connection, as soon as those in hand on this one are answered.
        http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        return Task.CompletedTask;
    }

    private static IMethod? WorkOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method
            is { ServiceName: not MethodOperations.Health } method
            ? method
            : null;
}
