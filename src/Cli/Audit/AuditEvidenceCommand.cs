// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs audit evidence</c>: the issuer's answer that a row rests on, as other tools read it.</summary>
internal static class AuditEvidenceCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var journal = AuditSyntax.Journal();
        var digest = new Argument<string>("DIGEST")
        {
            Description = "Its SHA-256 in hex, as rows name it in status_evidence.",
            Arity = ArgumentArity.ExactlyOne,
        };
        var target = new Option<string?>("--out")
        {
            Description = "The file to write the answer to, in DER.",
            HelpName = "FILE",
        };
        var json = AuditSyntax.Json("One JSON object.");
        var command = new Command(
            "evidence",
            "Tells, and writes to a file, the OCSP answer or revocation list that the status in a row rests on."
        )
        {
            journal,
            digest,
            target,
            json,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var (source, file) = (parsed.GetValue(journal)!, parsed.GetValue(target));
                var name = AuditSyntax.Digest(parsed.GetValue(digest)!);
                var evidence = await FindAsync(source, name);
                if (file is not null)
                {
                    ExportTarget.RequireApart(file, source);
                }
                var view = new EvidenceView(evidence, file);
                if (evidence.IsIntact && file is not null)
                {
                    await AtomicFile.WritePrivateAsync(
                        file,
                        async stream => await stream.WriteAsync(evidence.Content, CancellationToken.None)
                    );
                }
                if (parsed.GetValue(json))
                {
                    await terminal.Output.WriteLineAsync(view.Json());
                }
                else
                {
                    terminal.Tables.Write(view.Table());
                    foreach (var line in view.Told())
                    {
                        await terminal.Output.WriteLineAsync(line);
                    }
                }
                return view.IsGood ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    private static async Task<KeptEvidence> FindAsync(string journal, ReadOnlyMemory<byte> digest)
    {
        KeptEvidence? found = null;
        await AuditFiles.ReadAsync(journal, browser => Task.Run(() => found = browser.FindEvidence(digest)));
        return found
            ?? throw new CommandException(
                $"{journal}: no evidence {Convert.ToHexStringLower(digest.Span)}",
                ExitCode.Failed
            );
    }
}
