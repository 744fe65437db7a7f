// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>One call for each document.</summary>
internal sealed class UnaryTarget(
    SigningClient client,
    LoadDocumentKind kind,
    SigningSettings settings,
    SealSettings sealing
) : ILoadTarget
{
    public async Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        try
        {
            return new LoadOutcome(LoadOutcome.Ok, await CallAsync(document, cancellationToken));
        }
        catch (SigningClientException e)
        {
            return LoadOutcome.Of(e);
        }
        catch (Exception e) when (e is RpcException or IOException or HttpRequestException)
        {
            return new LoadOutcome(LoadOutcome.BrokenConnection) { IsOfConnection = true };
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ReadOnlyMemory<byte>> CallAsync(ReadOnlyMemory<byte> document, CancellationToken cancellation)
    {
        switch (kind)
        {
            case LoadDocumentKind.Pair:
                var pair = new DocumentToSign("", document);
                return (await client.SealTranscriptAsync(pair, sealing, cancellation)).Xml.Document;
            case LoadDocumentKind.Rendition:
                return (await client.RenderAsync([document], cancellationToken: cancellation)).Document;
            default:
                var format = kind == LoadDocumentKind.Pdf ? DocumentFormat.Pdf : DocumentFormat.Xml;
                return (
                    await client.SignAsync(new DocumentToSign("", document, format), settings, cancellation)
                ).Document;
        }
    }
}
