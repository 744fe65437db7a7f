// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.CommandLine.Parsing;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs sign</c>: has files signed by a server.</summary>
internal static class SignCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var files = Files();
        var connection = new ConnectionOptions(requireServer: true);
        var steps = Steps();
        var timestamp = DocumentTimestamp();
        var folder = new Option<string>("--out")
        {
            Description = "The folder for sealed files; made when it is missing, never the inputs' own.",
            Required = true,
            HelpName = "DIR",
        };
        var tenant = Text("--tenant", "The tenant; not needed when the server has one.");
        var profile = Text("--profile", "The signature profile.")
            .AcceptOnlyFromAmong(
                SignatureProfile.Xades,
                SignatureProfile.XmldsigDscks,
                SignatureProfile.Pades,
                SignatureProfile.Pkcs7
            );
        var batchId = BatchId();
        var json = new Option<bool>("--json") { Description = "One JSON object a line, in the order of the files." };
        var command = new Command("sign", "Has files signed by a server, over one stream.")
        {
            files,
            steps,
            timestamp,
            folder,
            tenant,
            profile,
            batchId,
            json,
        };
        connection.AddTo(command);
        command.Validators.Add(given => RequireWork(given, steps, timestamp));
        var appearances = new AppearanceOptions();
        appearances.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var settings = WireSettings.Of(
                    appearances.Apply(parsed, [.. (parsed.GetValue(steps) ?? []).Select(StepSyntax.Parse)]),
                    parsed.GetValue(tenant) ?? "",
                    parsed.GetValue(profile) ?? "",
                    parsed.GetValue(timestamp)
                );
                var order = new SignOrder(
                    connection.Read(parsed),
                    settings,
                    new BatchOptions { BatchId = parsed.GetValue(batchId) },
                    SignInputs.Check(parsed.GetValue(files)!, parsed.GetValue(folder)!),
                    parsed.GetValue(folder)!
                )
                {
                    IsJson = parsed.GetValue(json),
                };
                return RunAsync(terminal, order, cancellation);
            }
        );
        return command;
    }

    private static Argument<string[]> Files() =>
        new("FILE")
        {
            Description = "Files to sign; '--' before names that begin with a hyphen.",
            Arity = ArgumentArity.OneOrMore,
        };

    private static Option<string[]> Steps() =>
        new("--step")
        {
            Description =
                "ROLE[:SUBJECT]=IDENTITY[,capacity=KT|SIGNED_IN_PLACE_OF,on-behalf-of=NAME][,level=B|T]; in the order of signing.",
            HelpName = "STEP",
        };

    // An empty one is a script's variable that is not set: the call would not be repeatable, and nobody would know.
    private static Option<string> BatchId()
    {
        var id = Text("--batch-id", "Makes the call repeatable: the same id and files give the same signatures.");
        id.Validators.Add(static given =>
        {
            if (given.Tokens.Any(static token => token.Value.Length == 0))
            {
                given.AddError("--batch-id: the id is empty.");
            }
        });
        return id;
    }

    private static Option<bool> DocumentTimestamp() =>
        new("--document-timestamp")
        {
            Description =
                "PDF: a timestamp over the whole document behind the signatures; alone when there is no --step.",
        };

    private static void RequireWork(CommandResult given, Option<string[]> steps, Option<bool> timestamp)
    {
        if (given.GetResult(steps) is null && !given.GetValue(timestamp))
        {
            given.AddError("Nothing to do: give --step, --document-timestamp or both.");
        }
    }

    private static Option<string> Text(string name, string description) =>
        new(name) { Description = description, HelpName = name[2..].ToUpperInvariant() };

    private static async Task<int> RunAsync(Terminal terminal, SignOrder order, CancellationToken cancellation)
    {
        Directory.CreateDirectory(order.Folder);
        using var client = new SigningClient(order.Server.Address, order.Server.Options);
        var run = new BatchRun(client, order.Folder);
        var outcome = await ProgressBar.RunAsync(
            terminal,
            "Signing",
            order.Files.Count,
            done => run.RunAsync(order.Files, order.Settings, order.Options, done, cancellation)
        );
        await (order.IsJson ? WriteJsonAsync(terminal, order, outcome) : WriteTextAsync(terminal, order, outcome));
        return outcome.IsServerFault ? ExitCode.Fault
            : outcome.Failures.Count == 0 ? ExitCode.Success
            : ExitCode.Failed;
    }

    private static async Task WriteTextAsync(Terminal terminal, SignOrder order, BatchOutcome outcome)
    {
        foreach (var failure in outcome.Failures)
        {
            await terminal.Error.WriteLineAsync(failure.ToString());
        }
        var warnings = outcome.Files.SelectMany(static file => file.Warnings).ToList();
        foreach (var warning in warnings)
        {
            await terminal.Error.WriteLineAsync(warning);
        }
        var timestamps = outcome.Timestamps == 0 ? "" : $"{outcome.Timestamps} document timestamps, ";
        var doubts = warnings.Count == 0 ? "" : $"{warnings.Count} of them with a warning, ";
        await terminal.Output.WriteLineAsync(
            $"{outcome.Sealed.Count} of {order.Files.Count} signed, {outcome.Signatures} signatures, {doubts}{timestamps}in {order.Folder}"
        );
    }

    private static async Task WriteJsonAsync(Terminal terminal, SignOrder order, BatchOutcome outcome)
    {
        var lines = outcome
            .Files.Select(static file => (file.Name, Line: SignJson.Line(file)))
            .Concat(outcome.Failures.Select(static failure => (failure.Name, Line: SignJson.Line(failure))))
            .ToLookup(static line => line.Name, static line => line.Line, StringComparer.Ordinal);
        foreach (var line in order.Files.SelectMany(file => lines[file.Name]))
        {
            await terminal.Output.WriteLineAsync(line);
        }
    }
}
