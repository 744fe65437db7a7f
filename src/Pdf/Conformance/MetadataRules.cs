// SPDX-License-Identifier: Apache-2.0
using System.Xml;
using System.Xml.Linq;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Verification;

namespace HocBaSo.Signing.Pdf.Conformance;

/// <summary>XMP, and that document information says the same (ISO 19005-3 §6.6).</summary>
internal static class MetadataRules
{
    private const string Place = "metadata";
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Pdf = "http://ns.adobe.com/pdf/1.3/";
    private static readonly XNamespace Xmp = "http://ns.adobe.com/xap/1.0/";
    private static readonly XNamespace PdfAId = "http://www.aiim.org/pdfa/ns/id/";
    private static readonly XNamespace Xml = XNamespace.Xml;

    public static void Check(RuleContext rules)
    {
        if (rules.Stream(rules.Catalog.Find("Metadata"u8)) is not { } stream)
        {
            rules.Require(false, "6.6.2.1", "catalog", "There is no metadata.");
            return;
        }
        var isXml =
            rules.Find(stream.Value, "Type"u8).IsName("Metadata"u8)
            && rules.Find(stream.Value, "Subtype"u8).IsName("XML"u8);
        rules.Require(isXml, "6.6.2.1", Place, "The stream is not marked as metadata in XML.");
        rules.Require(rules.Find(stream.Value, "Filter"u8).IsAbsent, "6.6.2.1", Place, "The metadata is compressed.");
        var octets = rules.Decode(stream);
        CheckHeader(rules, octets.Span);
        if (Parse(rules, octets) is { } packet)
        {
            CheckIdentification(rules, packet);
            CheckInformation(rules, packet, rules.Find(rules.Objects.Trailer, "Info"u8));
        }
    }

    private static void CheckHeader(RuleContext rules, ReadOnlySpan<byte> packet)
    {
        var isPacket = packet.StartsWith("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"u8);
        rules.Require(isPacket, "6.6.2.1", Place, "The packet has no header, or one with encoding or bytes.");
        rules.Require(packet.IndexOf("<?xpacket end="u8) > 0, "6.6.2.1", Place, "The packet has no end.");
    }

    private static XElement? Parse(RuleContext rules, ReadOnlyMemory<byte> packet)
    {
        try
        {
            using var stream = new MemoryStream(packet.ToArray());
            using var reader = XmlReader.Create(
                stream,
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit }
            );
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            rules.Require(false, "6.6.2.1", Place, "The metadata is not well formed.");
            return null;
        }
    }

    private static void CheckIdentification(RuleContext rules, XElement packet)
    {
        rules.Require(Value(packet, PdfAId + "part") == "3", "6.6.4", Place, "The part of ISO 19005 is not 3.");
        rules.Require(Value(packet, PdfAId + "conformance") is "B" or "U" or "A", "6.6.4", Place, "There is no level.");
        XNamespace[] known = [Rdf, Dc, Pdf, Xmp, PdfAId, "adobe:ns:meta/"];
        var isKnown = packet.DescendantsAndSelf().All(element => known.Contains(element.Name.Namespace));
        rules.Require(isKnown, "6.6.2.3", Place, "A property is of no predefined schema.");
    }

    // ISO 19005-1 §6.7.3 demands it, later parts advise it
    private static void CheckInformation(RuleContext rules, XElement packet, PdfValue information)
    {
        Same(rules, "Title", Text(rules, information, "Title"u8), Value(packet, Dc + "title"));
        Same(rules, "Author", Text(rules, information, "Author"u8), Value(packet, Dc + "creator"));
        Same(rules, "Subject", Text(rules, information, "Subject"u8), Value(packet, Dc + "description"));
        Same(rules, "Creator", Text(rules, information, "Creator"u8), Value(packet, Xmp + "CreatorTool"));
        Same(rules, "Producer", Text(rules, information, "Producer"u8), Value(packet, Pdf + "Producer"));
        SameTime(rules, "CreationDate", rules.Find(information, "CreationDate"u8), Value(packet, Xmp + "CreateDate"));
        SameTime(rules, "ModDate", rules.Find(information, "ModDate"u8), Value(packet, Xmp + "ModifyDate"));
        var alternative = packet.Descendants(Dc + "title").Descendants(Rdf + "li").FirstOrDefault();
        rules.Require(alternative?.Attribute(Xml + "lang") is not null, "6.6.2.1", Place, "The title has no language.");
    }

    private static void Same(RuleContext rules, string key, string? information, string? packet) =>
        // XML reads each end of line as a line feed
        rules.Require(
            information?.ReplaceLineEndings("\n") == packet?.ReplaceLineEndings("\n"),
            "6.6.3",
            Place,
            $"/{key} of the document information and its metadata differ."
        );

    private static void SameTime(RuleContext rules, string key, PdfValue information, string? packet)
    {
        var isSame =
            PdfDates.Read(information) is { } time
            && DateTimeOffset.TryParse(packet, System.Globalization.CultureInfo.InvariantCulture, out var other)
            && time == other;
        rules.Require(isSame, "6.6.3", Place, $"/{key} of the document information and its metadata differ.");
    }

    private static string? Text(RuleContext rules, PdfValue information, ReadOnlySpan<byte> key)
    {
        var value = rules.Find(information, key);
        return value.IsString ? PdfStrings.Text(value) : null;
    }

    private static string? Value(XElement packet, XName name) => packet.Descendants(name).FirstOrDefault()?.Value;
}
