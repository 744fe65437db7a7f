// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// The four faces of a Times-metric family with the subsets that documents share, written out and compressed once. Made at
/// start, for the life of the server; immutable and safe for many threads.
/// </summary>
public sealed class FontLibrary
{
    private readonly PdfFont[] _fonts;
    private readonly Lazy<FixedObjects>[] _packed;
    private readonly Lazy<FixedObjects>[] _plain;

    private FontLibrary(FontFaces faces)
    {
        _fonts = Array.ConvertAll(Enum.GetValues<FontStyle>(), style => new PdfFont(style, faces[style]));
        _packed = Array.ConvertAll(_fonts, font => new Lazy<FixedObjects>(() => Record(font, packs: true)));
        _plain = Array.ConvertAll(_fonts, font => new Lazy<FixedObjects>(() => Record(font, packs: false)));
    }

    /// <summary>Upright.</summary>
    public PdfFont Regular => _fonts[0];

    /// <summary>Upright, bold.</summary>
    public PdfFont Bold => _fonts[1];

    /// <summary>Slanted.</summary>
    public PdfFont Italic => _fonts[2];

    /// <summary>Slanted, bold.</summary>
    public PdfFont BoldItalic => _fonts[3];

    /// <summary>The face of a style.</summary>
    public PdfFont this[FontStyle style] => _fonts[(int)style];

    /// <summary>Loads the faces and makes their subsets.</summary>
    /// <param name="folder">Holds Times New Roman or Liberation Serif; null looks where Debian and Ubuntu put Liberation Serif.</param>
    /// <exception cref="FileNotFoundException">Names each file that is missing, where it was looked for, and what to install.</exception>
    /// <exception cref="InvalidDataException">A file is not a font that can be used; names the file, the reason and the offset.</exception>
    public static FontLibrary Load(string? folder = null) => new(FontFaces.Load(folder));

    /// <summary>Makes the subsets of faces that are loaded already.</summary>
    public static FontLibrary Of(FontFaces faces)
    {
        ArgumentNullException.ThrowIfNull(faces);
        return new FontLibrary(faces);
    }

    /// <summary>The objects of a face's shared subset.</summary>
    internal FixedObjects ObjectsOf(PdfFont font, bool packs) => (packs ? _packed : _plain)[(int)font.Style].Value;

    /// <summary>True when the font is one of these.</summary>
    internal bool Has(PdfFont font) => ReferenceEquals(_fonts[(int)font.Style], font);

    private static FixedObjects Record(PdfFont font, bool packs) =>
        FixedObjects.Record(
            ObjectNumbers.FontOf(font.Style),
            packs,
            // PDF/A-1 wants the CIDSet; later parts don't, and don't gain by it
            file => font.Shared.Emit(file, withCidSet: !packs)
        );
}
