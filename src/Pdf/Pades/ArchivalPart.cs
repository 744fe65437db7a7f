// SPDX-License-Identifier: Apache-2.0
using System.Xml;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Which part of ISO 19005 a document claims in its metadata (ISO 19005-1 §6.7.11, ISO 19005-3 §6.6.4).</summary>
internal static class ArchivalPart
{
    private const string Schema = "http://www.aiim.org/pdfa/ns/id/";
    private const int MaxCharacters = 1 << 20;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
    };

    /// <summary>True for PDF/A-1, which forbids transparency and fields without an appearance.</summary>
    public static bool IsFirst(PdfObjects objects, PdfValue catalog) => Read(objects, catalog) == "1";

    /// <summary>The part: 1, 2, 3 or 4; null when none is claimed, or the metadata can't be read: that is no reason not to sign.</summary>
    public static string? Read(PdfObjects objects, PdfValue catalog)
    {
        try
        {
            var reference = catalog.Find("Metadata"u8);
            return reference.IsReference && objects.Get(reference.Reference) is { IsStream: true } stream
                ? Read(objects.File.Decode(stream, objects))
                : null;
        }
        catch (Exception e) when (e is XmlException or SigningException)
        {
            return null;
        }
    }

    // As an element, or as an attribute of its description (ISO 16684-1 §7.9.2.2).
    private static string? Read(ReadOnlyMemory<byte> packet)
    {
        using var stream = new MemoryStream(packet.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, s_settings);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }
            if (reader.LocalName == "part" && reader.NamespaceURI == Schema)
            {
                return reader.ReadElementContentAsString().Trim();
            }
            if (reader.GetAttribute("part", Schema) is { } part)
            {
                return part.Trim();
            }
        }
        return null;
    }
}
