// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Which copy of the form: <see cref="Whole"/>, <see cref="ExtractCopy"/> or <see cref="ConversionCopy"/>.</summary>
public abstract record RenditionCopy
{
    private protected RenditionCopy() { }

    /// <summary>Bản thể hiện: all pages, the XML attached, the places of the PDF signatures reserved.</summary>
    public static RenditionCopy Whole { get; } = new WholeCopy();

    private sealed record WholeCopy : RenditionCopy;
}
