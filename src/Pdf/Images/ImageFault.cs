// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>The refusals of the image readers: images come with requests.</summary>
internal static class ImageFault
{
    public static SigningException At(long offset, string what) =>
        new(SigningErrorKind.InvalidRequest, $"The image cannot be used: {what}.", $"offset {offset}");
}
