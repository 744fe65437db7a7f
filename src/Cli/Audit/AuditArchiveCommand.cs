// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary><c>hbs audit archive</c>: moves the rows of years that are over to a journal of their own.</summary>
internal static class AuditArchiveCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var journal = AuditSyntax.Journal();
        var year = new Option<int>("--year")
        {
            Description = "Rows up to the last checkpoint of this year go; the year must be over.",
            Required = true,
            HelpName = "YYYY",
        };
        var target = new Option<string>("--out")
        {
            Description = "The folder of archives: the file becomes journal-NODE-FIRST-LAST.db.",
            Required = true,
            HelpName = "DIR",
        };
        var yes = new Option<bool>("--yes") { Description = "Does not ask." };
        var trust = new AuditTrustOptions();
        var command = new Command(
            "archive",
            "Moves the rows of years that are over to a file that verifies by itself. The server must be stopped."
        )
        {
            journal,
            year,
            target,
            yes,
        };
        trust.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var file = AuditFiles.Existing(parsed.GetValue(journal)!);
                var options = new ArchiveOptions
                {
                    Year = parsed.GetValue(year),
                    Folder = Folder(parsed.GetValue(target)!),
                    Audit = trust.Read(parsed).Options,
                };
                RequireOver(options.Year);
                var node = AuditFiles.Read(file, path => NodeOf(path, options.Audit.Node));
                if (!parsed.GetValue(yes) && !await IsConfirmedAsync(terminal, file, options))
                {
                    throw new CommandException("nothing was done", ExitCode.Failed);
                }
                var record = await Task.Run(() => Run(file, node, options, cancellation), cancellation);
                await terminal.Output.WriteLineAsync(
                    record is null
                        ? $"nothing to archive: no checkpoint of {options.Year} or before has rows that are not archived yet"
                        : Told(record, options)
                );
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static ArchiveRecord? Run(string file, string node, ArchiveOptions options, CancellationToken cancellation)
    {
        try
        {
            return JournalArchive.Run(
                new JournalOptions { Path = file, NodeId = node },
                options,
                TimeProvider.System,
                cancellation
            );
        }
        catch (SigningException e) when (e.InnerException is { } cause)
        {
            throw new CommandException($"{e.Message} {cause.Message}", ExitCode.Failed);
        }
        catch (ArgumentException e)
        {
            // The year was looked at before; what is left is the node's name, as the file says it.
            throw new CommandException($"{file}: {e.Message}", ExitCode.Unreadable);
        }
    }

    // Before the year is asked for: who types it shall know that it can be done.
    private static string NodeOf(string file, string? expected)
    {
        using var browser = JournalBrowser.Open(file);
        if (expected is not null && expected != browser.Node)
        {
            throw new CommandException(
                $"{file} is the journal of node {browser.Node}, not of {expected}",
                ExitCode.Failed
            );
        }
        return browser.HasCheckpoints
            ? browser.Node
            : throw new CommandException(
                $"{file}: the journal has no checkpoint yet: one is made every journal.checkpointSeconds and at a stop; without journal.checkpointKey, never",
                ExitCode.Failed
            );
    }

    private static async Task<bool> IsConfirmedAsync(Terminal terminal, string file, ArchiveOptions options)
    {
        await terminal.Error.WriteLineAsync(
            $"Rows of {options.Year} and before leave {file} for {options.Folder}. A request that is repeated after that is signed again."
        );
        await terminal.Error.WriteAsync("Type the year to go on: ");
        var answer = await terminal.Input.ReadLineAsync();
        return answer?.Trim() == options.Year.ToString(CultureInfo.InvariantCulture);
    }

    private static string Told(ArchiveRecord record, ArchiveOptions options) =>
        $"rows {record.FirstSequence} to {record.LastSequence} are in {Path.Combine(options.Folder, record.FileName)}, "
        + $"SHA-256 {Convert.ToHexStringLower(record.FileDigest.Span)}"
        + (record.Compacted ? "" : "; the journal's file is as large as before, its room is used again");

    private static string Folder(string folder) =>
        Directory.Exists(folder) ? Path.GetFullPath(folder) : throw new CommandException($"{folder}: no such folder");

    private static void RequireOver(int year)
    {
        if (year < 2000 || year >= TimeProvider.System.GetUtcNow().Year)
        {
            throw new CommandException($"--year {year}: only a year that is over can be archived");
        }
    }
}
