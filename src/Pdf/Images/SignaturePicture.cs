// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Images;

/// <summary>Where the signer's image and the seal go in relation to one another (decree 30/2020, annex I).</summary>
/// <param name="Signer">The signer's image; null when there is none.</param>
/// <param name="Seal">The seal; null when there is none.</param>
internal sealed record SignaturePicture(Box? Signer, Box? Seal)
{
    private const double SignerHeight = 0.7; // of the seal's height: a seal is higher than a written name

    /// <summary>Places both images in a box without changing their proportions.</summary>
    public static SignaturePicture Arrange(RasterImage? signer, RasterImage? seal, Box room)
    {
        if (signer is null || seal is null)
        {
            return new SignaturePicture(
                signer is null ? null : room.Fit(signer.Width, signer.Height),
                seal is null ? null : room.Fit(seal.Width, seal.Height)
            );
        }
        return Overlap(signer, seal, room);
    }

    /// <summary>
    /// In a frame one unit high: the seal is as high as the frame, the signer's image stands beside it, and the seal's right
    /// edge reaches one third into that image. Then the frame is fitted into the room.
    /// </summary>
    private static SignaturePicture Overlap(RasterImage signer, RasterImage seal, Box room)
    {
        var sealWidth = (double)seal.Width / seal.Height;
        var signerWidth = SignerHeight * signer.Width / signer.Height;
        var sealLeft = Math.Max(0, (signerWidth / 3) - sealWidth);
        var signerLeft = Math.Max(0, sealWidth - (signerWidth / 3));
        var frameWidth = Math.Max(signerLeft + signerWidth, sealLeft + sealWidth);
        var frame = room.Fit(frameWidth, 1);
        var signerBox = new Box(signerLeft, (1 - SignerHeight) / 2, signerWidth, SignerHeight);
        var sealBox = new Box(sealLeft, 0, sealWidth, 1);
        return new SignaturePicture(
            signerBox.Place(frame.Left, frame.Bottom, frame.Height),
            sealBox.Place(frame.Left, frame.Bottom, frame.Height)
        );
    }
}
