// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Server.Rendering;
using HocBaSo.Signing.Transcripts;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Reads and checks how transcripts are to be rendered.</summary>
internal static class RenderingReader
{
    private const int MaxImages = 40;
    private const int MaxImageBytes = 512 << 10;
    private const int MaxImageBytesTogether = 2 << 20;
    private const int MaxChosen = 64;
    private const int MaxUrl = 500;
    private const string Code = "{code}";
    private static readonly string s_someCode = new('0', 32);

    /// <summary>Also the pixels of all images together: an image of few bytes may have many of them.</summary>
    private const int MaxPixels = 4 << 20;

    /// <summary>The order; the images are decoded.</summary>
    /// <param name="settings">Null for the defaults.</param>
    /// <param name="now">The time of a conversion.</param>
    /// <param name="field">Where the settings stand in the request.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/> with the field.</exception>
    public static RenderingOrder Read(Wire.RenderingSettings? settings, DateTimeOffset now, string field)
    {
        settings ??= new Wire.RenderingSettings();
        return new RenderingOrder
        {
            Copy = ReadCopy(settings, now, field),
            Conformance = settings.Conformance switch
            {
                Wire.Conformance.Unspecified or Wire.Conformance.Pdfa3B => PdfConformance.PdfA3b,
                Wire.Conformance.Pdfa1B => PdfConformance.PdfA1b,
                _ => throw Invalid("This server does not know that conformance.", field + ".conformance"),
            },
            Pictures = ReadPictures(settings.Images, field + ".images"),
            ReservesSignatureFields = !settings.WithoutSignatureFields,
        };
    }

    /// <summary>The image of a role that has no subject, as it came; empty when there is none.</summary>
    public static ReadOnlyMemory<byte> ImageOf(Wire.RenderingSettings? settings, Wire.SignerRole role) =>
        settings?.Images.FirstOrDefault(image => image.Role == role)?.Image.Memory ?? default;

    private static RenditionCopy ReadCopy(Wire.RenderingSettings settings, DateTimeOffset now, string field)
    {
        RequestText.Require(
            settings.Extract is null || settings.Copy == Wire.CopyKind.Extract,
            "Only an extract chooses pages or subjects.",
            field + ".extract"
        );
        RequestText.Require(
            settings.Conversion is null || settings.Copy == Wire.CopyKind.Conversion,
            "Only a conversion bears these marks.",
            field + ".conversion"
        );
        return settings.Copy switch
        {
            Wire.CopyKind.Unspecified or Wire.CopyKind.Rendition => RenditionCopy.Whole,
            Wire.CopyKind.Extract => ReadExtract(settings.Extract, field + ".extract"),
            Wire.CopyKind.Conversion => ReadConversion(settings.Conversion, now, field + ".conversion"),
            _ => throw Invalid("This server does not know that copy.", field + ".copy"),
        };
    }

    private static ExtractCopy ReadExtract(Wire.ExtractSelection? extract, string field)
    {
        RequestText.Require(
            extract is not null
                && extract.Pages.Count + extract.Subjects.Count > 0
                && extract.Pages.Count <= MaxChosen
                && extract.Subjects.Count <= MaxChosen,
            $"An extract chooses 1 to {MaxChosen} pages or subjects.",
            field
        );
        return new ExtractCopy { Pages = [.. extract!.Pages], Subjects = [.. extract.Subjects] };
    }

    private static ConversionCopy ReadConversion(Wire.ConversionMarks? marks, DateTimeOffset now, string field)
    {
        if (marks is null)
        {
            throw Invalid("A conversion needs its marks.", field);
        }
        RequireText(marks.System, field + ".system");
        RequireText(marks.Owner, field + ".owner");
        RequireText(marks.ConvertedBy, field + ".converted_by");
        RequestText.Require(
            marks.LookupUrl.Length == 0 || IsUrl(marks.LookupUrl),
            $"The look-up URL is an http or https URL of at most {MaxUrl} characters with the code in it.",
            field + ".lookup_url"
        );
        return new ConversionCopy
        {
            System = marks.System,
            Owner = marks.Owner,
            LookupUrl = marks.LookupUrl.Length == 0 ? null : marks.LookupUrl,
            ConvertedBy = marks.ConvertedBy,
            ConvertedAt = now,
        };
    }

    private static SignaturePictures ReadPictures(IReadOnlyCollection<Wire.RoleImage> images, string field)
    {
        if (images.Count == 0)
        {
            return SignaturePictures.None;
        }
        RequestText.Require(images.Count <= MaxImages, $"There are at most {MaxImages} images.", field);
        RequestText.Require(
            images.Sum(static image => (long)image.Image.Length) <= MaxImageBytesTogether,
            $"The images have at most {MaxImageBytesTogether} bytes together.",
            field
        );
        var pictures = new Dictionary<RoleClaim, RasterImage>();
        var pixels = MaxPixels;
        foreach (var (index, image) in images.Index())
        {
            var place = $"{field}[{index}]";
            var picture = ReadPicture(image, pixels, place);
            RequestText.Require(
                pictures.TryAdd(ClaimReader.Read(image.Role, image.Subject, place), picture),
                "A role has one image.",
                place
            );
            pixels -= picture.Width * picture.Height;
        }
        return new SignaturePictures(pictures);
    }

    private static RasterImage ReadPicture(Wire.RoleImage image, int pixels, string field)
    {
        RequestText.Require(
            image.Image.Length is > 0 and <= MaxImageBytes,
            $"An image has 1 to {MaxImageBytes} bytes.",
            field + ".image"
        );
        try
        {
            return RasterImage.Read(image.Image.Memory, pixels);
        }
        catch (SigningException e)
        {
            throw Invalid(e.Message, field + ".image");
        }
    }

    private static void RequireText(string text, string field) =>
        RequestText.Require(
            text.Length <= RequestText.MaxNameLength
                && !string.IsNullOrWhiteSpace(text)
                && !text.Any(static c => char.IsControl(c)),
            $"It has 1 to {RequestText.MaxNameLength} characters, none of them a control character.",
            field
        );

    // With some code in it, as it will be drawn.
    private static bool IsUrl(string text)
    {
        var drawn = text.Replace(Code, s_someCode, StringComparison.Ordinal);
        return drawn.Length <= MaxUrl
            && !text.Any(static c => c is <= ' ' or > '~')
            && Uri.TryCreate(drawn, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https";
    }

    private static SigningException Invalid(string message, string field) =>
        new(SigningErrorKind.InvalidRequest, message, field);
}
