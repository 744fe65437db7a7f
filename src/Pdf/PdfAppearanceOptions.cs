// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf;

/// <summary>What visible signatures are drawn with.</summary>
public sealed record PdfAppearanceOptions
{
    /// <summary>The faces; null when there are none: then a visible signature with text is refused.</summary>
    public FontFaces? Faces { get; init; }

    /// <summary>The offset from UTC that signing times are shown in, whole minutes, at most 14 hours. Default +07:00.</summary>
    public TimeSpan ShownZone { get; init; } = TimeSpan.FromHours(7);
}
