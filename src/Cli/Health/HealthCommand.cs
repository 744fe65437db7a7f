// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs health</c>: asks <c>grpc.health.v1</c>.</summary>
internal static class HealthCommand
{
    // Less than the image's health check waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var connection = new ConnectionOptions(requireServer: false);
        var command = new Command("health", "Asks a server whether it is serving.");
        connection.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                using var channel = connection.Read(parsed).Channel();
                var status = await AskAsync(channel, cancellation);
                await terminal.Output.WriteLineAsync(status);
                return status == "SERVING" ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    private static async Task<string> AskAsync(GrpcChannel channel, CancellationToken cancellation)
    {
        try
        {
            var answer = await new Health.HealthClient(channel).CheckAsync(
                new HealthCheckRequest(),
                deadline: (TimeProvider.System.GetUtcNow() + Patience).UtcDateTime,
                cancellationToken: cancellation
            );
            return NameOf(answer.Status);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
        {
            return $"REFUSED ({e.Status.Detail})";
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            return $"NOT_REACHABLE ({e.StatusCode})";
        }
    }

    private static string NameOf(HealthCheckResponse.Types.ServingStatus status) =>
        status switch
        {
            HealthCheckResponse.Types.ServingStatus.Serving => "SERVING",
            HealthCheckResponse.Types.ServingStatus.NotServing => "NOT_SERVING",
            _ => "UNKNOWN",
        };
}
