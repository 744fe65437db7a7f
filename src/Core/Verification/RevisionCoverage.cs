// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Core;

/// <summary>How much of a PDF a signature covers: the file up to one of its revisions.</summary>
/// <param name="Number">The revision that it signed, counted from 1.</param>
/// <param name="Count">How many revisions the file has.</param>
/// <param name="IsWholeFile">True when nothing stands behind it.</param>
public sealed record RevisionCoverage(int Number, int Count, bool IsWholeFile)
{
    /// <summary><c>covers whole file</c> or <c>covers revision 2 of 3</c>: as it stands in reports.</summary>
    public override string ToString() =>
        IsWholeFile
            ? "covers whole file"
            : string.Create(CultureInfo.InvariantCulture, $"covers revision {Number} of {Count}");
}
