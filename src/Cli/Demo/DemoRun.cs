// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>The main job from end to end, in this process: set-up, server, class, signatures, verification.</summary>
internal sealed class DemoRun(DemoPlan plan, Terminal terminal)
{
    private readonly DevelopmentSchool _school = new(plan.Level);

    /// <summary>Runs it.</summary>
    public async Task<DemoResult> RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await SayAsync($"Token, keys and certificates in {plan.Development.Root}");
        await DevelopmentSetup.PrepareAsync(plan.Development, TimeProvider.System, cancellationToken);
        PrepareFolder();
        await using var server = await DemoServer.StartAsync(plan.Development, cancellationToken);
        var setUp = Stopwatch.GetElapsedTime(started);
        await SayAsync($"Server at {server.Address}, mutual TLS, with a time-stamping authority of its own");

        started = Stopwatch.GetTimestamp();
        var samples = SampleClass.Generate(plan.Level, plan.Students, DevelopmentSchool.Seed).ToList();
        var outcome = await ProgressBar.RunAsync(
            terminal,
            "Signing",
            samples.Count + plan.Pdfs.Count,
            done => SignAsync(server, samples, done, cancellationToken)
        );
        var signing = Stopwatch.GetElapsedTime(started);

        started = Stopwatch.GetTimestamp();
        var all = samples
            .SelectMany(static s => new[] { s.FileName, PairRun.PdfOf(s.FileName) })
            .Concat(plan.Pdfs.Select(static p => p.Name));
        var names = all.Intersect(outcome.Sealed, StringComparer.Ordinal).ToList();
        var verified = await ProgressBar.RunAsync(
            terminal,
            "Verifying",
            names.Count,
            done => VerifyAsync(names, done, cancellationToken)
        );
        var result = new DemoResult(outcome, verified, setUp, signing, Stopwatch.GetElapsedTime(started));
        return result with { ContactSheetFault = await DrawAsync(samples, outcome, cancellationToken) };
    }

    // Of the first pupil: the others' pages look the same.
    private async Task<string?> DrawAsync(
        IReadOnlyList<SampleTranscript> samples,
        BatchOutcome outcome,
        CancellationToken cancellationToken
    ) =>
        samples.Select(static s => PairRun.PdfOf(s.FileName)).FirstOrDefault(outcome.Sealed.Contains) is { } first
            ? await ContactSheet.TryWriteAsync(
                Path.Combine(plan.Folder, first),
                plan.ContactSheet,
                ContactSheet.Poppler,
                cancellationToken
            )
            : "no PDF was sealed";

    private void PrepareFolder()
    {
        Directory.CreateDirectory(plan.Folder);
        if (plan.OwnsFolder)
        {
            var level = SchoolLevels.NameOf(plan.Level);
            string[] leftovers =
            [
                .. Directory.EnumerateFiles(plan.Folder, level + "-*.xml"),
                .. Directory.EnumerateFiles(plan.Folder, level + "-*.pdf"),
                plan.ContactSheet,
            ];
            foreach (var leftover in leftovers)
            {
                File.Delete(leftover);
            }
            foreach (var pdf in plan.Pdfs)
            {
                // No input: DemoPdfs refused those.
                File.Delete(Path.Combine(plan.Folder, pdf.Name));
            }
        }
        AtomicFile.WriteIfChanged(plan.TrustAnchors, File.ReadAllText(plan.Development.TrustAnchors));
    }

    // One stream carries one list of steps; at THPT electives differ, so there are several lists.
    private async Task<BatchOutcome> SignAsync(
        DemoServer server,
        IReadOnlyList<SampleTranscript> samples,
        Action done,
        CancellationToken cancellationToken
    )
    {
        using var client = new SigningClient(server.Address, new SigningClientOptions { Tls = server.Tls });
        var outcomes = new List<BatchOutcome>();
        foreach (var group in samples.GroupBy(static s => string.Join(' ', s.Claims)))
        {
            var settings = new V1.SealSettings { XmlSteps = { StepsOf(group.First().Claims) } };
            var run = new PairRun(client, plan.Folder);
            outcomes.Add(await run.RunAsync([.. group], settings, done, cancellationToken));
        }
        if (plan.Pdfs.Count > 0)
        {
            var settings = WireSettings.Of(DemoPdfs.Roles.Select(_school.StepOf));
            var run = new BatchRun(client, plan.Folder);
            var pdfs = DemoPdfs.Except(plan.Pdfs, samples.Select(static s => PairRun.PdfOf(s.FileName)));
            outcomes.Add(await run.RunAsync(pdfs, settings, new BatchOptions(), done, cancellationToken));
        }
        return new BatchOutcome(
            [.. outcomes.SelectMany(static o => o.Sealed)],
            outcomes.Sum(static o => o.Signatures),
            [.. outcomes.SelectMany(static o => o.Failures)]
        );
    }

    private IEnumerable<V1.SigningStep> StepsOf(IReadOnlyList<RoleClaim> claims) =>
        WireSettings.Of(claims.Select(_school.StepOf)).Steps;

    // As somebody else would: the files from disk, and no other trust than the anchors beside them.
    private async Task<IReadOnlyList<VerifiedFile>> VerifyAsync(
        IReadOnlyList<string> names,
        Action done,
        CancellationToken cancellationToken
    )
    {
        var anchors = PemCertificates.Read([plan.TrustAnchors]);
        var context = new VerificationContext(new TrustAnchors(anchors, anchors), TimeProvider.System.GetUtcNow());
        var files = names.Select(name => Path.Combine(plan.Folder, name)).ToList();
        var given = new GivenTranscripts(files);
        var verifier = new FileVerifier(Verifiers.Xml(), Verifiers.Pdf(), context, given: given);
        var verified = new List<VerifiedFile>();
        await foreach (var file in OrderedParallel.Select(files, verifier.Verify, cancellationToken))
        {
            verified.Add(file);
            done();
        }
        return verified;
    }

    private Task SayAsync(string line) => terminal.Error.WriteLineAsync(line);
}
