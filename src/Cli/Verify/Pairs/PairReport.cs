// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>What was found of a PDF that carries the XML it was made from.</summary>
/// <param name="Attachments">The XML files in it.</param>
/// <param name="Reason">Why they can't be read; null when they can.</param>
internal sealed record PairReport(IReadOnlyList<AttachedTranscript> Attachments, string? Reason = null)
{
    /// <summary>The verdict on the pair; the worst that holds of an attachment.</summary>
    public PairVerdict Verdict =>
        Reason is not null ? PairVerdict.Unreadable
        : Attachments.Any(static a => IsBroken(a.Report)) ? PairVerdict.Broken
        : Attachments.Any(static a => a is { File: not null, IsSame: false }) ? PairVerdict.Differs
        : Attachments.Any(static a => a.IsSame) ? PairVerdict.Same
        : PairVerdict.Alone;

    /// <summary>True when the pair can't pass: halves that differ, or a broken attachment.</summary>
    public bool HasFailed => Verdict is PairVerdict.Broken or PairVerdict.Differs;

    /// <summary>True when something of the pair can't be decided: an attachment, or whether there is one.</summary>
    public bool IsIndeterminate =>
        Verdict == PairVerdict.Unreadable
        || Attachments.Any(static a => a.Report.Indication == Indication.Indeterminate);

    /// <summary>True for an attachment that spoils the pair.</summary>
    public static bool IsBroken(VerificationReport report) =>
        report.Integrity != Integrity.Intact
        || report.Indication == Indication.TotalFailed
        || report.MissingRoles.Count > 0;
}
