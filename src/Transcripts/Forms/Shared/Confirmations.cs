// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The confirmations at the foot of a page: a left and a right column.</summary>
internal static class Confirmations
{
    /// <summary>Draws both columns; they stay together.</summary>
    public static void Draw(FormPen pen, FormBook book, SignedTranscript year, Confirmation? left, Confirmation? right)
    {
        var table = new Table(pen, 1, 1) { IsLayout = true };
        var row = table.AddRow();
        var cell = row.Add(standsAtTop: true);
        left?.Fill(cell, book, year);
        cell = row.Add(standsAtTop: true);
        right?.Fill(cell, book, year);
        table.Draw();
    }
}
