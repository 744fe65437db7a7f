// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Attachments;

/// <summary>A file that is embedded in a PDF (ISO 32000-2 §7.11.4). What it says of itself is its own claim.</summary>
/// <param name="Name">Its name, from /UF or else /F; empty when it has none.</param>
/// <param name="Relationship">What it is to the document, /AFRelationship (§7.11.3, table 43); empty when it does not say.</param>
/// <param name="Content">The file.</param>
public sealed record PdfAttachment(string Name, string Relationship, ReadOnlyMemory<byte> Content)
{
    /// <summary>The relationship of what the document was made from.</summary>
    public const string SourceRelationship = "Source";

    /// <summary>True for what the document was made from.</summary>
    public bool IsSource => Relationship == SourceRelationship;
}
