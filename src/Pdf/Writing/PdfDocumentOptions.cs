// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>What a document says of itself; in document information and in XMP alike.</summary>
/// <remarks>Characters that XML cannot hold are replaced by U+FFFD in both.</remarks>
public sealed record PdfDocumentOptions
{
    /// <summary>The standard to be met. Default: PDF/A-3b.</summary>
    public PdfConformance Conformance { get; init; } = PdfConformance.PdfA3b;

    /// <summary>The title, which readers show in the window's title.</summary>
    public required string Title { get; init; }

    /// <summary>When the document is made, with the zone to be written. The only time that goes in: equal input and time give equal octets.</summary>
    public required DateTimeOffset CreationTime { get; init; }

    /// <summary>Who answers for the content; null leaves it out.</summary>
    public string? Author { get; init; }

    /// <summary>What it is about; null leaves it out.</summary>
    public string? Subject { get; init; }

    /// <summary>The program that made the content; null leaves it out.</summary>
    public string? Creator { get; init; }

    /// <summary>The program that wrote the PDF.</summary>
    public string Producer { get; init; } = "HocBaSo.SigningServer";

    /// <summary>Natural language of the content (BCP 47): letters, digits and hyphens. Default: <c>vi-VN</c>.</summary>
    public string Language { get; init; } = "vi-VN";
}
