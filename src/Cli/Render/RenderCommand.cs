// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs render</c>: draws transcripts as the ministry's forms, offline.</summary>
internal static class RenderCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "XML transcripts; with --book those of one pupil, oldest first.",
            Arity = ArgumentArity.OneOrMore,
        };
        var folder = new Option<string>("--out")
        {
            Description = "The folder for PDFs; made when it is missing.",
            Required = true,
            HelpName = "DIR",
        };
        var book = new Option<bool>("--book") { Description = "All files as one book." };
        var trust = CommonOptions.Repeatable(
            "--trust",
            "Trust anchors (PEM or DER); without them everything is a draft.",
            "PEM"
        );
        var tsaTrust = CommonOptions.Repeatable(
            "--tsa-trust",
            "Trust anchors of time-stamping authorities (PEM or DER).",
            "PEM"
        );
        var command = new Command("render", "Renders transcripts as PDF/A, offline.")
        {
            files,
            folder,
            book,
            trust,
            tsaTrust,
        };
        var transcripts = new TranscriptOptions(command);
        var look = new RenderOptions(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var target = parsed.GetValue(folder)!;
                var inputs = SignInputs.Check(parsed.GetValue(files) ?? [], target);
                var context = new VerificationContext(
                    PemCertificates.Anchors(parsed.GetValue(trust) ?? [], parsed.GetValue(tsaTrust) ?? []),
                    TimeProvider.System.GetUtcNow()
                );
                var profile = transcripts.Profile(parsed);
                var draft = look.Draft(parsed, context.Time);
                var run = new RenderRun(look.Renderer(parsed), draft, profile, context, target);
                Directory.CreateDirectory(target);
                var outcome = parsed.GetValue(book)
                    ? await run.BookAsync(inputs, cancellation)
                    : await run.EachAsync(inputs, cancellation);
                await ReportAsync(terminal, outcome);
                return outcome.Failures.Count == 0 ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    private static async Task ReportAsync(Terminal terminal, RenderOutcome outcome)
    {
        foreach (var file in outcome.Rendered)
        {
            var draft = file.IsDraft ? ", draft" : "";
            await terminal.Output.WriteLineAsync(
                VisibleText.Of($"{file.Path}: {file.Form}, {file.Pages} pages{draft}")
            );
            foreach (var warning in file.Warnings)
            {
                await terminal.Output.WriteLineAsync("  " + VisibleText.Of(warning));
            }
        }
        foreach (var failure in outcome.Failures)
        {
            await terminal.Error.WriteLineAsync(VisibleText.Of(failure.ToString()));
        }
    }
}
