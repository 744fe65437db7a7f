// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Images;

/// <summary>What a visible signature shows, as decree 30/2020 wants it.</summary>
public sealed record SignatureLook
{
    /// <summary>Width of the rectangle in points.</summary>
    public required double Width { get; init; }

    /// <summary>Height of the rectangle in points.</summary>
    public required double Height { get; init; }

    /// <summary>The signer's image, drawn as it is given (blue, transparent PNG).</summary>
    public RasterImage? SignerImage { get; init; }

    /// <summary>The organisation's seal (red, transparent PNG): it covers about the left third of the signer's image.</summary>
    public RasterImage? SealImage { get; init; }

    /// <summary>Lines of text; each may wrap.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>
    /// False where the document forbids transparency (PDF/A-1): soft masks become masks of one bit, and of an opaque seal
    /// over the signer's image what is white is left out instead of multiplied.
    /// </summary>
    public bool AllowsTransparency { get; init; } = true;
}
