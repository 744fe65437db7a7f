// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What stands in a cell and is no text: an image, a signature field.</summary>
internal interface ICellArea
{
    /// <summary>Draws itself; no tag is open.</summary>
    void Draw(FormPen pen, PdfRectangle box, StructureElement cell);
}
