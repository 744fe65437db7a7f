// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts.Tests;
using HocBaSo.Signing.Pdf.Images;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>A transparent PNG and a JPEG.</summary>
internal static class SampleImages
{
    public static readonly RasterImage Seal = RasterImage.Read(PngMaker.Random(40, 40, 8, 6));

    public static readonly RasterImage Photograph = RasterImage.Read(
        Pictures.Make("Image.new('RGB', (64, 48), (180, 40, 40))", "jpg")
    );
}
