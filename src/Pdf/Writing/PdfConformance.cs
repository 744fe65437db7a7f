// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>The standard that a document is written to.</summary>
public enum PdfConformance
{
    /// <summary>ISO 19005-3 level B, PDF 1.7: attachments and transparency are allowed.</summary>
    PdfA3b = 0,

    /// <summary>ISO 19005-1 level B, PDF 1.4: no attachments; transparent images are drawn on white.</summary>
    PdfA1b,

    /// <summary>ISO 32000 only, PDF 1.7.</summary>
    None,
}
