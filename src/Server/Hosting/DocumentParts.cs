// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>The formats that are signed and verified here, and the kinds of documents that are known.</summary>
internal sealed record DocumentParts(
    IReadOnlyList<IDocumentFormat> Formats,
    IReadOnlyList<IDocumentVerifier> Verifiers,
    IReadOnlyList<IDocumentProfile> Profiles
)
{
    /// <summary>Verifies transcripts, and gives the nodes that it verified.</summary>
    public required XmlDocumentVerifier Transcripts { get; init; }

    /// <summary>The names in transcripts.</summary>
    public required ElementMapping Mapping { get; init; }

    /// <summary>Draws transcripts; null when there are no fonts.</summary>
    public required TranscriptRenderer? Renderer { get; init; }

    /// <summary>Reads the mapping and the rules of school levels; what is wrong with them is noted.</summary>
    public static DocumentParts Load(SigningServerOptions options, ErrorList errors)
    {
        var mapping = Read(
            options.ElementMappingFile,
            ElementMapping.Default,
            ElementMapping.Load,
            "documents.elementMapping",
            errors
        );
        var rules = Read(
            options.SchoolLevelsFile,
            SchoolLevelRules.Default,
            SchoolLevelRules.Load,
            "documents.schoolLevels",
            errors
        );
        IDocumentProfile[] profiles = [new TranscriptProfile(mapping, rules)];
        var verified = XmlLimits.Default with { MaxBytes = options.Limits.MaxXmlBytes + CallLimits.MaxSignatureBytes };
        var appearances = Appearances(options.VisibleSignatures, errors);
        var xml = new XmlDocumentVerifier(profiles, new XmlVerifierOptions { Limits = verified });
        return new DocumentParts(
            [
                new XmlDocumentFormat(options.Limits.MaxXmlBytes),
                new PdfDocumentFormat(options.Limits.MaxPdfBytes, appearances),
            ],
            [xml, new PdfDocumentVerifier(options.Limits.MaxPdfBytes + CallLimits.MaxPdfSignatureBytes)],
            profiles
        )
        {
            Transcripts = xml,
            Mapping = mapping,
            Renderer = RendererOf(appearances),
        };
    }

    // Forms and visible signatures are drawn with the same fonts, and tell times in the same zone.
    private static TranscriptRenderer? RendererOf(PdfAppearanceOptions appearances) =>
        appearances.Faces is { } faces
            ? new TranscriptRenderer(FontLibrary.Of(faces), new RendererOptions { Zone = appearances.ShownZone })
            : null;

    // A folder that is configured has to hold fonts; without one a server may do without.
    private static PdfAppearanceOptions Appearances(VisibleSignatureOptions options, ErrorList errors)
    {
        FontFaces? faces = null;
        try
        {
            faces = FontFaces.Load(options.FontFolder);
        }
        catch (FileNotFoundException) when (options.FontFolder is null)
        {
            // Visible signatures show images only.
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            errors.Add("visibleSignatures.fonts", $"can't be used: {e.Message}");
        }
        return new PdfAppearanceOptions { Faces = faces, ShownZone = options.ShownZone };
    }

    private static T Read<T>(string? file, T fallback, Func<string, T> load, string path, ErrorList errors)
    {
        if (file is null)
        {
            return fallback;
        }
        try
        {
            return load(file);
        }
        catch (TranscriptConfigurationException e)
        {
            foreach (var error in e.Errors)
            {
                errors.Add(path, error);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(path, $"can't be read: {file}");
        }
        return fallback;
    }
}
