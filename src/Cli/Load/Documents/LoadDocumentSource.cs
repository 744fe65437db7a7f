// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>Makes the documents of flows: transcripts of a made-up class, PDFs, or files that were given.</summary>
/// <param name="level">Whose transcripts.</param>
/// <param name="inputs">Files that were given; empty for made-up ones.</param>
/// <param name="steps">Steps that were given; empty for those of the sample school.</param>
internal sealed class LoadDocumentSource(
    SchoolLevel level,
    IReadOnlyList<ReadOnlyMemory<byte>> inputs,
    IReadOnlyList<SigningStep> steps
)
{
    private const int Pupils = 64;

    // Earlier signatures have to be made for each before the run.
    private const int SealedPupils = 8;
    private const int Seals = 2;
    private readonly DevelopmentSchool _school = new(level);

    /// <summary>The documents and steps of a flow.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="signAsync">Makes the signatures that documents have to bear already.</param>
    public async Task<LoadDocuments> MakeAsync(
        LoadFlow flow,
        Func<ReadOnlyMemory<byte>, IReadOnlyList<SigningStep>, Task<ReadOnlyMemory<byte>>> signAsync
    )
    {
        if (flow.Document == LoadDocumentKind.Pdf)
        {
            return new LoadDocuments(ContentsOr(PlainPdf.Some), WithLevel(Chosen(DemoPdfs.Roles, flow), flow));
        }
        var (samples, claims) = Samples();
        if (flow.Document == LoadDocumentKind.Rendition)
        {
            return new LoadDocuments(ContentsOr(() => samples), []);
        }
        if (!flow.SealsOnly)
        {
            return Transcripts(flow, ContentsOr(() => samples), Chosen(claims, flow));
        }
        // Files that were given bear the earlier signatures already.
        var signed = inputs.Count > 0 ? inputs : await SignedAsync(samples, claims, signAsync);
        return Transcripts(flow, signed, [.. claims.TakeLast(Seals).Select(_school.StepOf)]);
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> SignedAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> samples,
        IReadOnlyList<RoleClaim> claims,
        Func<ReadOnlyMemory<byte>, IReadOnlyList<SigningStep>, Task<ReadOnlyMemory<byte>>> signAsync
    )
    {
        var earlier = claims.SkipLast(Seals).Select(_school.StepOf).Select(AtB).ToList();
        var signed = new List<ReadOnlyMemory<byte>>();
        foreach (var sample in samples.Take(SealedPupils))
        {
            signed.Add(await signAsync(sample, earlier));
        }
        return signed;
    }

    /// <summary>Everybody who signs in a scenario.</summary>
    public IReadOnlySet<string> IdentitiesOf(LoadScenario scenario)
    {
        var claims = Samples().Claims;
        var named = scenario.Flows.SelectMany(flow =>
            flow switch
            {
                { Document: LoadDocumentKind.Rendition } => [],
                { Document: LoadDocumentKind.Pdf } => Chosen(DemoPdfs.Roles, flow),
                { SealsOnly: true } => claims.Select(_school.StepOf),
                _ => Chosen(claims, flow),
            }
        );
        return named.Select(static step => step.IdentityId).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>How many signatures documents of a kind get at most.</summary>
    public int MostSteps(LoadDocumentKind kind) =>
        kind == LoadDocumentKind.Pdf ? DemoPdfs.Roles.Count : Samples().Claims.Count;

    // A pair has PDF signatures by CBQL and PHAT_HANH besides those on the XML.
    private static LoadDocuments Transcripts(
        LoadFlow flow,
        IReadOnlyList<ReadOnlyMemory<byte>> contents,
        IReadOnlyList<SigningStep> chosen
    ) =>
        new(contents, WithLevel(chosen, flow))
        {
            SignaturesPerDocument = chosen.Count + (flow.Document == LoadDocumentKind.Pair ? Seals : 0),
        };

    private IReadOnlyList<ReadOnlyMemory<byte>> ContentsOr(Func<IReadOnlyList<ReadOnlyMemory<byte>>> made) =>
        inputs.Count > 0 ? inputs : made();

    // A pair ends in the seal, so it has them all.
    private IReadOnlyList<SigningStep> Chosen(IReadOnlyList<RoleClaim> claims, LoadFlow flow)
    {
        if (steps.Count > 0)
        {
            return steps;
        }
        var count = flow.Document == LoadDocumentKind.Pair ? claims.Count : flow.Steps ?? claims.Count;
        return [.. claims.Take(count).Select(_school.StepOf)];
    }

    private static IReadOnlyList<SigningStep> WithLevel(IReadOnlyList<SigningStep> chosen, LoadFlow flow) =>
        [.. chosen.SkipLast(1).Select(AtB), .. chosen.TakeLast(1).Select(step => step with { Level = flow.Level })];

    private static SigningStep AtB(SigningStep step) => step with { Level = step.Level ?? SignatureLevel.BaselineB };

    // At THPT electives differ: one stream carries one list of steps, so the pupils are those of one list.
    private (IReadOnlyList<ReadOnlyMemory<byte>> Contents, IReadOnlyList<RoleClaim> Claims) Samples()
    {
        var samples = SampleClass.Generate(level, Pupils, DevelopmentSchool.Seed).ToList();
        var claims = samples[0].Claims;
        return (
            [.. samples.Where(s => s.Claims.SequenceEqual(claims)).Select(static s => (ReadOnlyMemory<byte>)s.Xml)],
            claims
        );
    }
}
