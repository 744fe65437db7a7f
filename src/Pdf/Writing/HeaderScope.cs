// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>What a header cell is the header of (ISO 32000-1 §14.8.5.7).</summary>
public enum HeaderScope
{
    /// <summary>The column below it.</summary>
    Column = 0,

    /// <summary>The row beside it.</summary>
    Row,
}
