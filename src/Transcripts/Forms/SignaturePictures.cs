// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Images;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The images of signatures and of the seal, by role.</summary>
public sealed class SignaturePictures
{
    private readonly IReadOnlyDictionary<RoleClaim, RasterImage> _images;

    /// <summary>Takes the images.</summary>
    public SignaturePictures(IReadOnlyDictionary<RoleClaim, RasterImage> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        _images = images;
    }

    /// <summary>No images.</summary>
    public static SignaturePictures None { get; } = new(new Dictionary<RoleClaim, RasterImage>());

    /// <summary>The image of a role; null when none was given.</summary>
    public RasterImage? Of(RoleClaim role) => _images.GetValueOrDefault(role);
}
