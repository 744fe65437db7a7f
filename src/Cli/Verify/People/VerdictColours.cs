// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>Green for good, red for bad, yellow for what needs a person's eye. The words say the same without colours.</summary>
internal static class VerdictColours
{
    public static readonly Color Attention = Color.Yellow;

    public static Color Of(Integrity integrity) =>
        integrity switch
        {
            Integrity.Intact => Color.Green,
            Integrity.Unsupported => Attention,
            _ => Color.Red,
        };

    public static Color Of(Indication indication) =>
        indication switch
        {
            Indication.TotalPassed => Color.Green,
            Indication.Indeterminate => Attention,
            _ => Color.Red,
        };

    /// <summary>A file that passed is green only when it is known what it is, and no role is missing.</summary>
    public static Color Of(VerificationReport report) =>
        report.Indication == Indication.TotalPassed
        && (ReportWording.LacksRoles(report) || ReportWording.IsGeneral(report))
            ? Attention
            : Of(report.Indication);
}
