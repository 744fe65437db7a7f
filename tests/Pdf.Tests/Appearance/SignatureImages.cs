// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts.Tests;

namespace HocBaSo.Signing.Pdf.Tests.Appearance;

/// <summary>A blue written name and a round red seal, both PNG with alpha.</summary>
internal static class SignatureImages
{
    private static readonly Lazy<byte[]> WrittenName = new(() =>
        Pictures.Make(
            """
            Image.new('RGBA', (420, 180), (0, 0, 0, 0))
            d = ImageDraw.Draw(im)
            import math
            p = [(10 + i, 90 + 70 * math.sin(i / 23.0) * math.cos(i / 90.0)) for i in range(400)]
            d.line(p, fill=(20, 40, 200, 255), width=9)
            d.line([(30, 165), (390, 150)], fill=(20, 40, 200, 255), width=6)
            """,
            "png"
        )
    );

    private static readonly Lazy<byte[]> RoundSeal = new(() =>
        Pictures.Make(
            """
            Image.new('RGBA', (300, 300), (0, 0, 0, 0))
            d = ImageDraw.Draw(im)
            d.ellipse((6, 6, 293, 293), outline=(220, 20, 30, 200), width=14)
            d.ellipse((40, 40, 259, 259), outline=(220, 20, 30, 200), width=6)
            import math
            s = [(150 + (90 if k % 2 == 0 else 36) * math.sin(k * math.pi / 5), 150 - (90 if k % 2 == 0 else 36) * math.cos(k * math.pi / 5)) for k in range(10)]
            d.polygon(s, fill=(220, 20, 30, 200))
            """,
            "png"
        )
    );

    public static byte[] Name => WrittenName.Value;

    public static byte[] Seal => RoundSeal.Value;
}
