// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The place of a PDF signature: an empty field that bears the role's name.</summary>
internal sealed class FieldArea(SignerRole role) : ICellArea
{
    /// <summary>Points.</summary>
    public const double Width = 200;

    /// <summary>Points.</summary>
    public const double Height = 80;

    public void Draw(FormPen pen, PdfRectangle box, StructureElement cell)
    {
        var width = Math.Min(Width, box.Width);
        var place = new PdfRectangle(box.X + ((box.Width - width) / 2), box.Y, width, Height);
        var description = role == SignerRole.PhatHanh ? "Chữ ký số phát hành của trường" : "Chữ ký số của hiệu trưởng";
        pen.Reserve(RoleClaim.NameOf(role), place, cell.Add(StructureType.Form), description);
    }
}
