// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.Pdf.Images;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// From what a request says of an appearance to what is drawn. Images are decoded once for all documents of a batch, and
/// kept as long as the batch. Thread-safe.
/// </summary>
internal sealed class AppearanceMaker(PdfAppearanceOptions options)
{
    /// <summary>The most pixels of an image: enough for 8 cm at 600 dots an inch in both directions.</summary>
    public const int MaxPixels = 1 << 22;

    private readonly ConditionalWeakTable<VisibleSignature, LookImages> _images = [];

    /// <summary>The fonts of text, shared by documents.</summary>
    public SubsetCache Fonts { get; } = new(options.Faces?[FontStyle.Regular]);

    /// <summary>What can be known before it is the step's turn: images, a font, and text that the request itself gives.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>, naming the field.</exception>
    public void Check(VisibleSignature look, WidgetPlace place, string path)
    {
        if (look.Lines is { } lines)
        {
            Arrange(look, lines, place, true, path);
            return;
        }
        Images(look, path);
        RequireFont(path);
    }

    /// <summary>Lays out the signature of a request.</summary>
    /// <param name="request">The request; its step has an appearance.</param>
    /// <param name="place">Where.</param>
    /// <param name="allowsTransparency">False where the document forbids it.</param>
    /// <param name="path">What the appearance is called in the request.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>, naming the field.</exception>
    public SignatureAppearance Arrange(
        SignatureRequest request,
        WidgetPlace place,
        bool allowsTransparency,
        string path
    )
    {
        var look = request.Step.Appearance!;
        return Arrange(look, look.Lines ?? UsualLines(request), place, allowsTransparency, path);
    }

    private IReadOnlyList<string> UsualLines(SignatureRequest request)
    {
        var subject = request.Identity.CertificateChain[0].SubjectName;
        return SignatureLines.Make(
            SubjectNames.CommonName(subject),
            SubjectNames.Organisation(subject),
            request.SigningTime.ToOffset(options.ShownZone)
        );
    }

    private SignatureAppearance Arrange(
        VisibleSignature look,
        IReadOnlyList<string> lines,
        WidgetPlace place,
        bool allowsTransparency,
        string path
    )
    {
        var images = Images(look, path);
        if (lines.Count > 0)
        {
            RequireFont(path);
        }
        var shown = new SignatureLook
        {
            Width = place.Upright.Width,
            Height = place.Upright.Height,
            SignerImage = images.Signer,
            SealImage = images.Seal,
            Lines = lines,
            AllowsTransparency = allowsTransparency,
        };
        try
        {
            return SignatureAppearance.Arrange(shown, Fonts.Face);
        }
        catch (SigningException e) when (e.Kind == SigningErrorKind.InvalidRequest)
        {
            // The parts have names of their own.
            var part = e.Field switch
            {
                "appearance.lines" => path + ".lines",
                "rectangle" => path + ".place",
                _ => path,
            };
            throw new SigningException(e.Kind, e.Message, part, e);
        }
    }

    private LookImages Images(VisibleSignature look, string path) =>
        _images.TryGetValue(look, out var known)
            ? known
            : _images.GetValue(
                look,
                l => new LookImages(
                    Read(l.SignerImage, path + ".signer_image"),
                    Read(l.SealImage, path + ".seal_image")
                )
            );

    private static RasterImage? Read(ReadOnlyMemory<byte> image, string field)
    {
        try
        {
            return image.IsEmpty ? null : RasterImage.Read(image, MaxPixels);
        }
        catch (SigningException e)
        {
            throw new SigningException(e.Kind, $"{e.Message.TrimEnd('.')} (at {e.Field}).", field, e);
        }
    }

    private void RequireFont(string path)
    {
        if (Fonts.Face is null)
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "This server has no fonts, so a visible signature can show images only.",
                path + ".lines"
            );
        }
    }

    private sealed record LookImages(RasterImage? Signer, RasterImage? Seal);
}
