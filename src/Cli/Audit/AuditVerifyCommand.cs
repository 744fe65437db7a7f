// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs audit verify</c>: finds whether a journal was bent, and at which row.</summary>
internal static class AuditVerifyCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var journal = AuditSyntax.Journal();
        var json = AuditSyntax.Json("One JSON object.");
        var archive = new Option<bool>("--archive")
        {
            Description = "The file must be an archive; without it, a node's journal: neither can pass for the other.",
        };
        var trust = new AuditTrustOptions();
        var command = new Command(
            "verify",
            "Finds alteration, deletion, truncation, reordering and a swapped database."
        )
        {
            journal,
        };
        trust.AddTo(command);
        command.Options.Add(archive);
        command.Options.Add(json);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var (measure, seals) = trust.Read(parsed);
                var options = measure with { IsArchive = parsed.GetValue(archive) };
                var report = await Task.Run(
                    () =>
                        AuditFiles.Read(
                            parsed.GetValue(journal)!,
                            file => JournalAudit.Verify(file, options, cancellation)
                        ),
                    cancellation
                );
                if (parsed.GetValue(json))
                {
                    await terminal.Output.WriteLineAsync(AuditJson.Line(report, seals));
                }
                else
                {
                    new AuditReportView(terminal.Tables).Write(report, seals, options.Expected.Count);
                }
                return report.IsGood ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }
}
