// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Diagnostics;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs verify</c>: verifies files offline, each with a verdict.</summary>
internal static class VerifyCommand
{
    /// <summary>The verb, over the verifiers of XML and PDF documents.</summary>
    public static Command Create(
        Terminal terminal,
        Func<TranscriptProfile, IDocumentVerifier> xmlVerifier,
        Func<IDocumentVerifier> pdfVerifier
    )
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files to verify; '--' before names that begin with a hyphen.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = new Option<bool>("--json") { Description = "One JSON object a line, in the order of the files." };
        var trust = CommonOptions.Repeatable(
            "--trust",
            "Trust anchors (PEM or DER); also for timestamps without --tsa-trust.",
            "PEM"
        );
        var tsaTrust = CommonOptions.Repeatable(
            "--tsa-trust",
            "Trust anchors of time-stamping authorities (PEM or DER).",
            "PEM"
        );
        var filesFrom = new Option<string?>("--files-from")
        {
            Description = "A file with one name a line; '-' for standard input.",
            HelpName = "LIST",
        };
        var revisions = Revisions();
        var command = new Command("verify", "Verifies sealed files offline.")
        {
            files,
            json,
            trust,
            tsaTrust,
            filesFrom,
            revisions,
        };
        var transcripts = new TranscriptOptions(command);
        var people = new PeopleOptions(command);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var names = FileList.Read(parsed.GetValue(files) ?? [], parsed.GetValue(filesFrom), terminal.Input);
                var anchors = PemCertificates.Anchors(parsed.GetValue(trust) ?? [], parsed.GetValue(tsaTrust) ?? []);
                var context = new VerificationContext(anchors, TimeProvider.System.GetUtcNow());
                var profile = transcripts.Profile(parsed);
                RevisionFolder? folder = null;
                if (parsed.GetValue(revisions) is { } target)
                {
                    (folder, names) = RevisionFolder.Open(target, names);
                }
                // What comes on standard input is read once, as it comes: it is not looked through for the halves of pairs.
                var given = new GivenTranscripts(
                    parsed.GetValue(filesFrom) == FileList.StandardInput ? parsed.GetValue(files) ?? [] : names,
                    profile.Mapping
                );
                var verifier = new FileVerifier(xmlVerifier(profile), pdfVerifier(), context, folder, given);
                return parsed.GetValue(json)
                    ? WriteJsonAsync(terminal, verifier, names, cancellation)
                    : WriteReportAsync(terminal, verifier, names, people.Report(terminal, parsed), cancellation);
            }
        );
        return command;
    }

    private static Option<string?> Revisions() =>
        new("--revisions")
        {
            Description =
                "A folder for each signed revision of each PDF: the file as it was when that signature was made.",
            HelpName = "OUT",
        };

    private static async Task<int> WriteJsonAsync(
        Terminal terminal,
        FileVerifier verifier,
        IEnumerable<string> files,
        CancellationToken cancellation
    )
    {
        var exitCode = new VerifyExitCode();
        await foreach (
            var (line, one) in OrderedParallel.Select(files, file => JsonOf(verifier.Verify(file)), cancellation)
        )
        {
            exitCode.Add(one);
            await terminal.Output.WriteLineAsync(line);
        }
        return exitCode.Value;
    }

    private static (string Line, VerifiedFile File) JsonOf(VerifiedFile file) => (VerifyJson.Line(file), file);

    private static async Task<int> WriteReportAsync(
        Terminal terminal,
        FileVerifier verifier,
        IEnumerable<string> files,
        PeopleReport report,
        CancellationToken cancellation
    )
    {
        var names = files.ToList();
        var started = Stopwatch.GetTimestamp();
        var verified = await ProgressBar.RunAsync(
            terminal,
            report.Verifying,
            names.Count,
            done => VerifyAllAsync(verifier, names, done, cancellation)
        );
        var exitCode = new VerifyExitCode();
        verified.ForEach(exitCode.Add);
        report.Write(verified, Stopwatch.GetElapsedTime(started));
        return exitCode.Value;
    }

    private static async Task<List<VerifiedFile>> VerifyAllAsync(
        FileVerifier verifier,
        List<string> files,
        Action done,
        CancellationToken cancellation
    )
    {
        var verified = new List<VerifiedFile>(files.Count);
        await foreach (var file in OrderedParallel.Select(files, verifier.Verify, cancellation))
        {
            verified.Add(file);
            done();
        }
        return verified;
    }
}
