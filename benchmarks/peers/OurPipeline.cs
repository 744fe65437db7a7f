// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Cli;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>The pipeline of a server in this process, as <c>hbs load --in-process</c> measures it: with its journal.</summary>
internal sealed class OurPipeline(PeerSite site, SigningServerHost host, SelfVerification verification, int inFlight)
    : IContestant
{
    private readonly TargetFactory _targets = new(null, host, site.Options.Tenants[0].Name);

    public string NameFor(PeerCase peerCase) => $"ours, {verification}";

    public async Task<Reading> RunAsync(PeerCase peerCase, TimeSpan length, CancellationToken cancellationToken)
    {
        var engine = new LoadEngine(
            _targets,
            new LoadDocumentSource(PeerSite.Level, DocumentsOf(peerCase), [StepOf(peerCase)]),
            new ProcessMeter(hasTransport: false),
            TimeProvider.System
        );
        var scenario = new LoadScenario
        {
            Name = peerCase.ToString(),
            Flows = [FlowOf(peerCase)],
            WarmUp = TimeSpan.Zero,
            Duration = length,
        };
        var run = await engine.RunAsync(scenario, static (_, _) => { }, cancellationToken);
        return new Reading(run.Documents, run.Errors, run.Duration.TotalSeconds, run.Server!.CpuSeconds);
    }

    public async Task<byte[]> SignOneAsync(PeerCase peerCase, CancellationToken cancellationToken)
    {
        await using var target = _targets.Create(FlowOf(peerCase), [StepOf(peerCase)]);
        var outcome = await target.SendAsync(DocumentsOf(peerCase)[0], cancellationToken);
        return outcome.IsOk
            ? outcome.Document.ToArray()
            : throw new CommandException($"{NameFor(peerCase)}: {peerCase}: {outcome.Status}", ExitCode.Failed);
    }

    private LoadFlow FlowOf(PeerCase peerCase) =>
        new()
        {
            Name = peerCase.ToString(),
            Document = peerCase.Kind,
            Callers = inFlight,
        };

    private IReadOnlyList<ReadOnlyMemory<byte>> DocumentsOf(PeerCase peerCase) =>
        peerCase.IsXml ? site.Transcripts : site.Pdfs;

    private SigningStep StepOf(PeerCase peerCase) =>
        new(peerCase.IsXml ? site.XmlClaim : new RoleClaim(SignerRole.Cbql), peerCase.Key)
        {
            Level = SignatureLevel.BaselineB,
        };
}
