// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Globalization;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>
/// The normal appearance of a signature field (ISO 32000-2 §12.5.5): a form XObject with images, then text. In a wide
/// rectangle the text stands right of the images, in a high one below them.
/// </summary>
public sealed class SignatureAppearance
{
    /// <summary>Name of the font in the form's resources.</summary>
    public const string FontName = "F0";

    /// <summary>Name of the signer's image in the form's resources.</summary>
    public const string SignerName = "Im0";

    /// <summary>Name of the seal in the form's resources.</summary>
    public const string SealName = "Im1";

    /// <summary>Name of the graphics state for an opaque seal in the form's resources.</summary>
    public const string MultiplyName = "Gs0";

    private const double Margin = 2;
    private const double SmallestSide = 12;
    private const double LargestSide = 14_400; // ISO 32000-2 annex C: the largest page
    private const double WideFrom = 1.8; // width over height

    private readonly SignatureLook _look;
    private readonly TrueTypeFont? _face;
    private readonly SignaturePicture _picture;

    private SignatureAppearance(SignatureLook look, TrueTypeFont? face)
    {
        (_look, _face) = (look.AllowsTransparency ? look : Opaque(look), face);
        var inner = new Box(Margin, Margin, look.Width - (2 * Margin), look.Height - (2 * Margin));
        var (pictureRoom, textRoom) = Divide(look, inner);
        _picture = SignaturePicture.Arrange(_look.SignerImage, _look.SealImage, pictureRoom);
        Text = look.Lines.Count == 0 ? null : SignatureTextBlock.Arrange(look.Lines, face!, textRoom);
    }

    /// <summary>Where the text stands; null without text.</summary>
    internal SignatureTextBlock? Text { get; }

    /// <summary>Where the images stand.</summary>
    internal SignaturePicture Picture => _picture;

    /// <summary>Every character that is drawn, for a font subset.</summary>
    public string Characters => Text is null ? string.Empty : string.Concat(Text.Lines);

    /// <summary>Lays a signature out.</summary>
    /// <param name="look">What it shows.</param>
    /// <param name="face">What text is drawn with; null when there is none to be had.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/>: nothing to show, a rectangle without room, text that doesn't fit or can't
    /// be drawn, or text without a face.
    /// </exception>
    public static SignatureAppearance Arrange(SignatureLook look, TrueTypeFont? face)
    {
        ArgumentNullException.ThrowIfNull(look);
        if (!IsSide(look.Width) || !IsSide(look.Height))
        {
            throw Refused(
                $"The sides of a signature's rectangle are {SmallestSide:0} to {LargestSide:0} points.",
                "rectangle"
            );
        }
        if (look is { SignerImage: null, SealImage: null, Lines.Count: 0 })
        {
            throw Refused("A visible signature needs an image or text.", "appearance");
        }
        if (look.Lines.Count > 0 && face is null)
        {
            throw Refused("This server has no font to draw the signature's text with.", "appearance.lines");
        }
        return new SignatureAppearance(look, face);
    }

    /// <summary>The content stream.</summary>
    /// <param name="font">A font that holds <see cref="Characters"/>; null when there is no text.</param>
    internal byte[] Content(EmbeddedFont? font)
    {
        var output = new ArrayBufferWriter<byte>();
        DrawImage(output, _look.SignerImage, _picture.Signer, SignerName, multiplies: false);
        DrawImage(output, _look.SealImage, _picture.Seal, SealName, SealMultiplies);
        if (Text is not null)
        {
            ArgumentNullException.ThrowIfNull(font);
            DrawText(output, Text, font);
        }
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the form XObject and all that it needs.</summary>
    /// <param name="sink">Takes the objects.</param>
    /// <param name="font">A font that was written already and holds the characters, with its object number; null makes a subset.</param>
    /// <param name="rotation">How far the page is turned clockwise when it is shown: 0, 90, 180, 270. The form turns back.</param>
    /// <returns>The object number for <c>/AP &lt;&lt; /N … &gt;&gt;</c>.</returns>
    internal int Emit(IPdfObjectSink sink, (EmbeddedFont Font, int Number)? font = null, int rotation = 0)
    {
        if (Text is not null && font is null)
        {
            // hinting is left out: it would make a few words three times as large
            var own = EmbeddedFont.Create(_face!, Characters, keepsInstructions: false);
            font = (own, own.Emit(sink));
        }
        var entries = string.Create(
            CultureInfo.InvariantCulture,
            $"/Type /XObject /Subtype /Form /BBox [0 0 {_look.Width:0.###} {_look.Height:0.###}]{Matrix(rotation)} /Resources << {Resources(sink, font?.Number)} >>"
        );
        var form = sink.Reserve();
        sink.WriteStream(form, entries, Content(font?.Font), compress: true);
        return form;
    }

    // ISO 32000-2 §12.5.5: the viewer moves and scales what comes out of the matrix into the rectangle.
    private static string Matrix(int rotation) =>
        rotation switch
        {
            90 => " /Matrix [0 1 -1 0 0 0]",
            180 => " /Matrix [-1 0 0 -1 0 0]",
            270 => " /Matrix [0 -1 1 0 0 0]",
            _ => "",
        };

    private bool SealMultiplies =>
        _look is { AllowsTransparency: true, SignerImage: not null, SealImage.HasAlpha: false };

    private static SignatureLook Opaque(SignatureLook look) =>
        look with
        {
            SignerImage = look.SignerImage?.WithHardMask(),
            SealImage = look.SignerImage is null ? look.SealImage?.WithHardMask() : look.SealImage?.WithoutPaper(),
        };

    private static bool IsSide(double side) => side is >= SmallestSide and <= LargestSide;

    private static SigningException Refused(string why, string field) =>
        new(SigningErrorKind.InvalidRequest, why, field);

    private static (Box Picture, Box Text) Divide(SignatureLook look, Box inner)
    {
        if (look is { SignerImage: null, SealImage: null } || look.Lines.Count == 0)
        {
            return (inner, inner);
        }
        if (inner.Width >= inner.Height * WideFrom)
        {
            var half = (inner.Width - Margin) * 0.45;
            var left = half + Margin;
            return (inner with { Width = half }, inner with { Left = inner.Left + left, Width = inner.Width - left });
        }
        var below = (inner.Height - Margin) * 0.45;
        var bottom = below + Margin;
        return (
            inner with
            {
                Bottom = inner.Bottom + bottom,
                Height = inner.Height - bottom,
            },
            inner with
            {
                Height = below,
            }
        );
    }

    private static void DrawImage(
        IBufferWriter<byte> output,
        RasterImage? image,
        Box? place,
        string name,
        bool multiplies
    )
    {
        if (image is not null && place is { } box)
        {
            var state = multiplies ? $"/{MultiplyName} gs " : string.Empty;
            Write(
                output,
                $"q {state}{box.Width:0.###} 0 0 {box.Height:0.###} {box.Left:0.###} {box.Bottom:0.###} cm /{name} Do Q\n"
            );
        }
    }

    private static void DrawText(IBufferWriter<byte> output, SignatureTextBlock text, EmbeddedFont font)
    {
        Write(
            output,
            $"BT 0 g /{FontName} {text.Size:0.###} Tf {text.Leading:0.###} TL {text.Left:0.###} {text.FirstBaseline:0.###} Td\n"
        );
        foreach (var line in text.Lines)
        {
            font.WriteString(output, line);
            Write(output, $" Tj T*\n");
        }
        Write(output, $"ET\n");
    }

    private string Resources(IPdfObjectSink sink, int? font)
    {
        var resources = new StringBuilder();
        if (font is { } number)
        {
            resources.Append(CultureInfo.InvariantCulture, $"/Font << /{FontName} {number} 0 R >> ");
        }
        if (_look.SignerImage is not null || _look.SealImage is not null)
        {
            resources.Append("/XObject <<");
            AppendImage(resources, sink, _look.SignerImage, SignerName);
            AppendImage(resources, sink, _look.SealImage, SealName);
            resources.Append(" >> ");
        }
        if (SealMultiplies)
        {
            // paper shows through the white of a seal that was scanned without transparency
            resources.Append($"/ExtGState << /{MultiplyName} << /Type /ExtGState /BM /Multiply >> >> ");
        }
        return resources.ToString().TrimEnd();
    }

    private static void AppendImage(StringBuilder resources, IPdfObjectSink sink, RasterImage? image, string name)
    {
        if (image is not null)
        {
            resources.Append(CultureInfo.InvariantCulture, $" /{name} {image.Emit(sink)} 0 R");
        }
    }

    private static void Write(IBufferWriter<byte> output, FormattableString text) =>
        output.Write(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
