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
        await SayAsync($"Server at {server.Address}, with a time-stamping authority of its own");

        started = Stopwatch.GetTimestamp();
        var samples = SampleClass.Generate(plan.Level, plan.Students, DevelopmentSchool.Seed).ToList();
        var outcome = await ProgressBar.RunAsync(
            terminal,
            "Signing",
            samples.Count + plan.Pdfs.Count,
            done => SignAsync(server.Address, samples, done, cancellationToken)
        );
        var signing = Stopwatch.GetElapsedTime(started);

        started = Stopwatch.GetTimestamp();
        var all = samples.Select(static s => s.FileName).Concat(plan.Pdfs.Select(static p => p.Name));
        var names = all.Intersect(outcome.Sealed, StringComparer.Ordinal).ToList();
        var verified = await ProgressBar.RunAsync(
            terminal,
            "Verifying",
            names.Count,
            done => VerifyAsync(names, done, cancellationToken)
        );
        return new DemoResult(outcome, verified, setUp, signing, Stopwatch.GetElapsedTime(started));
    }

    private void PrepareFolder()
    {
        Directory.CreateDirectory(plan.Folder);
        if (plan.OwnsFolder)
        {
            foreach (var leftover in Directory.EnumerateFiles(plan.Folder, SchoolLevels.NameOf(plan.Level) + "-*.xml"))
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

    // One stream carries one list of steps; at THPT electives differ, and PDFs have fewer, so there are several lists.
    private async Task<BatchOutcome> SignAsync(
        Uri server,
        IReadOnlyList<SampleTranscript> samples,
        Action done,
        CancellationToken cancellationToken
    )
    {
        using var client = new SigningClient(server);
        var outcomes = new List<BatchOutcome>();
        foreach (var (claims, files) in Streams(samples))
        {
            var settings = WireSettings.Of(claims.Select(_school.StepOf));
            var run = new BatchRun(client, plan.Folder);
            outcomes.Add(await run.RunAsync(files, settings, new BatchOptions(), done, cancellationToken));
        }
        return new BatchOutcome(
            [.. outcomes.SelectMany(static o => o.Sealed)],
            outcomes.Sum(static o => o.Signatures),
            [.. outcomes.SelectMany(static o => o.Failures)]
        );
    }

    private IEnumerable<(IReadOnlyList<RoleClaim> Claims, IReadOnlyList<BatchFile> Files)> Streams(
        IReadOnlyList<SampleTranscript> samples
    )
    {
        foreach (var group in samples.GroupBy(static s => string.Join(' ', s.Claims)))
        {
            yield return (
                group.First().Claims,
                [.. group.Select(static s => new BatchFile(s.FileName, _ => Content(s)))]
            );
        }
        if (plan.Pdfs.Count > 0)
        {
            yield return (DemoPdfs.Roles, plan.Pdfs);
        }
    }

    private static Task<ReadOnlyMemory<byte>> Content(SampleTranscript sample) =>
        Task.FromResult<ReadOnlyMemory<byte>>(sample.Xml);

    // As somebody else would: the files from disk, and no other trust than the anchors beside them.
    private async Task<IReadOnlyList<VerifiedFile>> VerifyAsync(
        IReadOnlyList<string> names,
        Action done,
        CancellationToken cancellationToken
    )
    {
        var anchors = PemCertificates.Read([plan.TrustAnchors]);
        var context = new VerificationContext(new TrustAnchors(anchors, anchors), TimeProvider.System.GetUtcNow());
        var verifier = new FileVerifier(Verifiers.Xml(), Verifiers.Pdf(), context);
        var verified = new List<VerifiedFile>();
        var files = names.Select(name => Path.Combine(plan.Folder, name));
        await foreach (var file in OrderedParallel.Select(files, verifier.Verify, cancellationToken))
        {
            verified.Add(file);
            done();
        }
        return verified;
    }

    private Task SayAsync(string line) => terminal.Error.WriteLineAsync(line);
}
