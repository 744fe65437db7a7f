// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>How a file lists its objects (ISO 32000-2 §7.5.4, §7.5.7, §7.5.8).</summary>
internal enum PdfStyle
{
    /// <summary>Cross-reference tables.</summary>
    Table,

    /// <summary>Cross-reference streams.</summary>
    Stream,

    /// <summary>Cross-reference streams, and whatever may be in object streams is there.</summary>
    ObjectStreams,
}
