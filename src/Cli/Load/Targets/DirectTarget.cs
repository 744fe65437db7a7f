// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The pipeline of a server in this process, without gRPC: what <c>--transport none</c> measures. Each request has an id of the
/// server's own, as a call without a request id has.
/// </summary>
internal sealed class DirectTarget(
    SigningServerHost host,
    string tenant,
    DocumentFormat format,
    IReadOnlyList<SigningStep> steps
) : ILoadTarget
{
    public async Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var request = new SigningRequest
        {
            Key = new RequestKey(tenant, LoadSite.Caller, Guid.CreateVersion7().ToString("N")),
            IsRepeatable = false,
            Format = format,
            Document = document,
            Steps = steps,
        };
        var result = await host.SignAsync(request, cancellationToken);
        return result.IsSigned
            ? new LoadOutcome(LoadOutcome.Ok, result.Document.Document)
            : new LoadOutcome(UpperSnake.Of(result.Error.Kind.ToString())) { RetryAfter = result.Error.RetryAfter };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
