// SPDX-License-Identifier: Apache-2.0
using Grpc.AspNetCore.Server;
using Grpc.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// The first that a call meets: once the server is told to stop it begins no call more, whoever asks. Connections are closed when all
/// calls are answered, not before: one that begins while its connection closes ends with that instead of a status. Health is told up
/// to the end, and so are the pages: work in hand may need them, as a document does its timestamp.
/// </summary>
internal sealed class StopGate(RunningCalls running, ServerInstruments instruments)
{
    /// <summary>Passes the call on, or answers it.</summary>
    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (running.TryCount(http) || WorkOf(http) is not { } method)
        {
            await next(http);
            if (running.IsStopping)
            {
                // Out before the call counts as ended, since its connection may be closed then.
                await http.Response.CompleteAsync();
            }
            return;
        }
        var error = ShutDown.Error();
        instruments.Called(method.FullName, error.StatusCode, TimeSpan.Zero);
        GrpcRefusal.Write(http.Response, error);
        await http.Response.CompleteAsync();
    }

    private static IMethod? WorkOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method
            is { ServiceName: not MethodOperations.Health } method
            ? method
            : null;
}
