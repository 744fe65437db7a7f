// SPDX-License-Identifier: Apache-2.0
using System.CommandLine;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary>What a journal is measured against: who may seal it, what was kept outside, whose it is.</summary>
internal sealed class AuditTrustOptions
{
    private readonly Option<string[]> _trust = CommonOptions.Repeatable(
        "--trust",
        "Who may seal checkpoints: the certificate itself, or an authority that issues no others (PEM or DER).",
        "PEM"
    );

    private readonly Option<string[]> _tsaTrust = CommonOptions.Repeatable(
        "--tsa-trust",
        "Trust anchors of time-stamping authorities; without it timestamps of seals are not checked.",
        "PEM"
    );

    private readonly Option<string?> _checkpoints = new("--checkpoints")
    {
        Description =
            "A folder of checkpoints that was kept apart from the journal: shows truncation and a swapped database.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _node = new("--node")
    {
        Description = "The node whose journal it must be.",
        HelpName = "NAME",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_trust, _tsaTrust, _checkpoints, _node])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The measure; seals are checked when somebody is trusted.</summary>
    /// <exception cref="CommandException">A file can't be read.</exception>
    public (AuditOptions Options, CheckpointTrust? Seals) Read(ParseResult parsed)
    {
        var signers = PemCertificates.Read(parsed.GetValue(_trust) ?? []);
        var authorities = PemCertificates.Read(parsed.GetValue(_tsaTrust) ?? []);
        var seals = signers.Count == 0 ? null : new CheckpointTrust(new TrustAnchors(signers, authorities));
        var kept = Kept(parsed.GetValue(_checkpoints));
        var options = new AuditOptions
        {
            ReadAnswer = StatusAnswers.Read,
            CheckSeal = seals is null ? null : seals.Check,
            Expected = kept,
            IsNothingKept = parsed.GetValue(_checkpoints) is not null && kept.Count == 0,
            Node = parsed.GetValue(_node),
        };
        return (options, seals);
    }

    private IReadOnlyList<SealedCheckpoint> Kept(string? folder)
    {
        if (folder is null)
        {
            return [];
        }
        try
        {
            return NamedFile.Read(_checkpoints.Name, folder, CheckpointFile.ReadFolder);
        }
        catch (InvalidDataException e)
        {
            throw new CommandException(e.Message, ExitCode.Unreadable);
        }
    }
}
