// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.Pdf.Images;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>A visible signature: what is drawn, and where.</summary>
/// <param name="Place">Where.</param>
/// <param name="Appearance">What, of the place's size.</param>
/// <param name="Fonts">Where the font of its text comes from.</param>
internal sealed record DrawnSignature(WidgetPlace Place, SignatureAppearance Appearance, SubsetCache Fonts)
{
    /// <summary>Writes the form XObject with all that it draws with, and returns its object number.</summary>
    public int Emit(IPdfObjectSink sink)
    {
        if (Appearance.Text is null)
        {
            return Appearance.Emit(sink, font: null, Place.Rotation);
        }
        var font = Fonts.Of(Appearance.Characters);
        return Appearance.Emit(sink, (font, font.Emit(sink)), Place.Rotation);
    }
}
