// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The images of a signature and of the seal: the seal covers about the left third of the signature (decree 30/2020).</summary>
internal sealed class PictureArea(RasterImage? signer, RasterImage? seal) : ICellArea
{
    private const double SignerHeight = 0.7; // of the seal's: a seal is higher than a written name

    public void Draw(FormPen pen, PdfRectangle box, StructureElement cell)
    {
        if (signer is null || seal is null)
        {
            DrawOne(pen, cell, (signer ?? seal)!, Fit(signer ?? seal!, box), signer is null);
            return;
        }
        // in units of the area's height, then scaled down when both are too wide together
        var sealWidth = (double)seal.Width / seal.Height;
        var signerWidth = SignerHeight * signer.Width / signer.Height;
        var signerLeft = Math.Max(0, sealWidth - (signerWidth / 3));
        var total = Math.Max(signerLeft + signerWidth, sealWidth);
        var frame = box.Fit(total, 1);
        var unit = frame.Height;
        var inset = (1 - SignerHeight) / 2 * unit;
        DrawOne(
            pen,
            cell,
            signer,
            new(frame.X + (signerLeft * unit), frame.Y + inset, signerWidth * unit, SignerHeight * unit),
            isSeal: false
        );
        DrawOne(pen, cell, seal, new(frame.X, frame.Y, sealWidth * unit, unit), isSeal: true);
    }

    private static PdfRectangle Fit(RasterImage image, PdfRectangle box) => box.Fit(image.Width, image.Height);

    private static void DrawOne(FormPen pen, StructureElement cell, RasterImage image, PdfRectangle box, bool isSeal)
    {
        using (pen.Page.Tag(cell.AddFigure(isSeal ? "Hình con dấu của trường" : "Hình chữ ký")))
        {
            pen.Page.DrawImage(image, box);
        }
    }
}
