// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using System.Security.Cryptography;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary>What rows are asked for by.</summary>
internal sealed class SearchOptions
{
    private readonly Option<string?> _digest = Text(
        "--digest",
        "SHA-256 of a document as it was given back, or of a half of a pair.",
        "HEX"
    );
    private readonly Option<string?> _file = Text("--file", "The document itself.", "FILE");
    private readonly Option<string?> _identity = Text("--identity", "The identity that signed, or was changed.", "ID");
    private readonly Option<string?> _tenant = Text("--tenant", "The tenant.", "NAME");
    private readonly Option<string?> _caller = Text("--caller", "The client, or the administrator.", "ID");
    private readonly Option<string?> _request = Text("--request", "The request id, or a batch's.", "ID");
    private readonly Option<DateTimeOffset?> _from = AuditSyntax.Time("--from", "Rows of this time and later.");
    private readonly Option<DateTimeOffset?> _to = AuditSyntax.Time("--to", "Rows before this time.");
    private readonly Option<string[]> _kinds = CommonOptions.Repeatable(
        "--kind",
        "intent, outcome, pair, event, or one kind of outcome or event, such as failed or call-refused.",
        "KIND"
    );

    /// <summary>Adds the options to a verb.</summary>
    public SearchOptions(Command command)
    {
        foreach (Option option in (Option[])[_digest, _file, _identity, _tenant, _caller, _request, _from, _to, _kinds])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The search that was asked for.</summary>
    /// <exception cref="CommandException">The digest or a kind is none, or the file can't be read.</exception>
    public JournalSearch Read(ParseResult parsed) =>
        new()
        {
            Digest = DigestOf(parsed.GetValue(_digest), parsed.GetValue(_file)),
            IdentityId = parsed.GetValue(_identity),
            Tenant = parsed.GetValue(_tenant),
            Caller = parsed.GetValue(_caller),
            RequestId = parsed.GetValue(_request),
            From = parsed.GetValue(_from),
            Until = parsed.GetValue(_to),
            Kinds = Known(parsed.GetValue(_kinds) ?? []),
        };

    // Nothing found has to mean that there is nothing.
    private static string[] Known(string[] kinds) =>
        Array.Find(kinds, static kind => !JournalSearch.KnownKinds.Contains(kind)) is { } unknown
            ? throw new CommandException($"--kind {unknown}: there are {string.Join(", ", JournalSearch.KnownKinds)}")
            : kinds;

    private ReadOnlyMemory<byte> DigestOf(string? digest, string? file)
    {
        if (digest is not null && file is not null)
        {
            throw new CommandException("either --digest or --file");
        }
        if (file is not null)
        {
            return NamedFile.Read(_file.Name, file, DigestOf);
        }
        return digest is null ? default : AuditSyntax.Digest(digest);
    }

    private static byte[] DigestOf(string file)
    {
        using var stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }

    private static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };
}
