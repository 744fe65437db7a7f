// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.V1;
using SigningStep = HocBaSo.Signing.Core.SigningStep;

namespace HocBaSo.Signing.Cli;

/// <summary>Makes the target of a flow.</summary>
/// <param name="clients">Clients of the server; null where there is no transport.</param>
/// <param name="host">The server in this process, called directly when there are no clients.</param>
/// <param name="tenant">The tenant; empty for the only one of a server that is called over gRPC.</param>
internal sealed class TargetFactory(LoadClients? clients, SigningServerHost? host, string tenant)
{
    private const int MaxInFlight = 256; // the server may allow fewer

    /// <summary>Where the documents of a flow go.</summary>
    public ILoadTarget Create(LoadFlow flow, IReadOnlyList<SigningStep> steps)
    {
        if (clients is null)
        {
            return new DirectTarget(host!, tenant, FormatOf(flow.Document), steps);
        }
        return flow.Call == LoadCall.Unary
            ? Unary(flow.Document, steps)
            : new SharedTarget([.. Enumerable.Range(0, flow.Streams).Select(_ => Stream(flow, steps))]);
    }

    /// <summary>Signs one XML, outside of any measurement.</summary>
    /// <exception cref="CommandException">The server refused.</exception>
    public async Task<ReadOnlyMemory<byte>> SignAsync(
        ReadOnlyMemory<byte> xml,
        IReadOnlyList<SigningStep> steps,
        CancellationToken cancellationToken
    )
    {
        var flow = new LoadFlow { Name = "earlier signatures", Document = LoadDocumentKind.Xml };
        await using var target = Create(flow, steps);
        var outcome = await target.SendAsync(xml, cancellationToken);
        RequireServer(outcome);
        return outcome.IsOk
            ? outcome.Document
            : throw new CommandException($"earlier signatures can't be made: {outcome.Status}", ExitCode.Fault);
    }

    /// <summary>Refuses what can't be measured: a server that even the first document does not get to.</summary>
    /// <param name="first">What became of that document.</param>
    /// <exception cref="CommandException">Nobody listens there, or the connection can't be made.</exception>
    public void RequireServer(LoadOutcome first)
    {
        if (clients is not null && first.IsOfConnection)
        {
            throw new CommandException(
                $"the server at {clients.Address} can't be reached: {first.Status}",
                ExitCode.Fault
            );
        }
    }

    private static Core.DocumentFormat FormatOf(LoadDocumentKind kind) =>
        kind == LoadDocumentKind.Pdf ? Core.DocumentFormat.Pdf : Core.DocumentFormat.Xml;

    private UnaryTarget Unary(LoadDocumentKind kind, IReadOnlyList<SigningStep> steps) =>
        new(clients!.Create(), kind, WireSettings.Of(steps, tenant), Sealing(steps));

    private StreamTarget Stream(LoadFlow flow, IReadOnlyList<SigningStep> steps)
    {
        var client = clients!.Create();
        var options = new BatchOptions { MaxInFlight = MaxInFlight };
        var format = flow.Document == LoadDocumentKind.Pdf ? V1.DocumentFormat.Pdf : V1.DocumentFormat.Xml;
        return flow.Document switch
        {
            LoadDocumentKind.Pair => new StreamTarget(
                client,
                format,
                (documents, stop) =>
                    client
                        .SealTranscriptBatchAsync(documents, Sealing(steps), options, stop)
                        .Select(static item => (item.Id, OutcomeOf(item.Error, item.Sealed?.Xml.Document)))
            ),
            LoadDocumentKind.Rendition => new StreamTarget(
                client,
                format,
                (documents, stop) =>
                    client
                        .RenderBatchAsync(documents, null, tenant, options, stop)
                        .Select(static item => (item.Id, OutcomeOf(item.Error, item.Rendered?.Document)))
            ),
            _ => new StreamTarget(
                client,
                format,
                (documents, stop) =>
                    client
                        .SignBatchAsync(documents, WireSettings.Of(steps, tenant), options, stop)
                        .Select(static item => (item.Id, OutcomeOf(item.Error, item.Signed?.Document)))
            ),
        };
    }

    private static LoadOutcome OutcomeOf(SigningClientException? error, ReadOnlyMemory<byte>? document) =>
        error is null
            ? new LoadOutcome(LoadOutcome.Ok, document.GetValueOrDefault())
            : new LoadOutcome(error.Kind) { RetryAfter = error.RetryAfter };

    private SealSettings Sealing(IReadOnlyList<SigningStep> steps) =>
        new() { Tenant = tenant, XmlSteps = { WireSettings.Of(steps).Steps } };
}
