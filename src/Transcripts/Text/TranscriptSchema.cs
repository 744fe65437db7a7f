// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Xml;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The XML Schema of a mapping. It is ours: it states the neutral shape, not the ministry's schema.</summary>
public static class TranscriptSchema
{
    private const string Xs = "http://www.w3.org/2001/XMLSchema";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "  ",
        NewLineChars = "\n",
    };

    /// <summary>Writes the schema (XSD 1.0), UTF-8. Equal mappings give equal bytes.</summary>
    /// <remarks>What depends on the school level, and who has signed, is beyond a schema: the reader and the profile check it.</remarks>
    public static byte[] Generate(ElementMapping mapping)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            xml.WriteStartElement("xs", "schema", Xs);
            if (mapping.TargetNamespace.Length > 0)
            {
                xml.WriteAttributeString("xmlns", "t", null, mapping.TargetNamespace);
                xml.WriteAttributeString("targetNamespace", mapping.TargetNamespace);
            }
            xml.WriteAttributeString("elementFormDefault", "qualified");
            var types = new Dictionary<string, FieldType>();
            CollectTypes(mapping.Root.Shape, types);
            Element(xml, mapping.Root, mapping, isRoot: true);
            foreach (var type in types.Values.OrderBy(static t => t.Name, StringComparer.Ordinal))
            {
                SimpleType(xml, type);
            }
            xml.WriteEndElement();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Element(XmlWriter xml, MappedElement element, ElementMapping mapping, bool isRoot = false)
    {
        xml.WriteStartElement("element", Xs);
        xml.WriteAttributeString("name", element.Name);
        if (!isRoot && (!element.Shape.IsRequired || element.Shape.Levels != LevelSet.All))
        {
            xml.WriteAttributeString("minOccurs", "0");
        }
        if (element.Shape.Repeats && element.Shape.Role is null)
        {
            xml.WriteAttributeString("maxOccurs", "unbounded");
        }
        if (element.Shape.Field is { } type)
        {
            xml.WriteAttributeString("type", TypeName(type, mapping));
        }
        else
        {
            ComplexType(xml, element, mapping);
        }
        xml.WriteEndElement();
    }

    private static void ComplexType(XmlWriter xml, MappedElement element, ElementMapping mapping)
    {
        xml.WriteStartElement("complexType", Xs);
        if (element.Shape.Role is not null)
        {
            xml.WriteStartElement("sequence", Xs);
            xml.WriteStartElement("any", Xs);
            xml.WriteAttributeString("namespace", XmlDsig.Namespace);
            xml.WriteAttributeString("processContents", "lax");
            xml.WriteAttributeString("minOccurs", "0");
            xml.WriteEndElement();
        }
        else
        {
            // Containers are appended as the roles sign, so DSCKS has no order; everything else has.
            var isSignatureList = element.Children.Any(static c => c.Shape.Role is not null);
            xml.WriteStartElement(isSignatureList ? "choice" : "sequence", Xs);
            if (isSignatureList)
            {
                xml.WriteAttributeString("minOccurs", "0");
                xml.WriteAttributeString("maxOccurs", "unbounded");
            }
            foreach (var child in element.Children)
            {
                Element(xml, child, mapping);
            }
        }
        xml.WriteEndElement();
        Attributes(xml, element, mapping);
        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, MappedElement element, ElementMapping mapping)
    {
        if (element.AttributeName is { } name)
        {
            xml.WriteStartElement("attribute", Xs);
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("use", "required");
            if (element.Shape.Attribute!.Value.Concept == TranscriptShape.Version)
            {
                xml.WriteAttributeString("type", "xs:string");
                xml.WriteAttributeString("fixed", mapping.Version);
            }
            else
            {
                xml.WriteAttributeString("type", TypeName(element.Shape.Attribute.Value.Type, mapping));
            }
            xml.WriteEndElement();
        }
        if (element.Shape.IdPrefix is { } prefix)
        {
            xml.WriteStartElement("attribute", Xs);
            xml.WriteAttributeString("name", TranscriptShape.Id);
            xml.WriteAttributeString("use", "required");
            xml.WriteStartElement("simpleType", Xs);
            var subject = prefix == TranscriptIds.Subject ? "[0-9A-Za-z_\\-]{1,32}-" : "";
            Restriction(xml, "xs:ID", [("pattern", $"{prefix}-{subject}[0-9A-Fa-f]{{32}}")]);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    private static void SimpleType(XmlWriter xml, FieldType type)
    {
        xml.WriteStartElement("simpleType", Xs);
        xml.WriteAttributeString("name", type.Name);
        Restriction(xml, type.XsdBase, type.Facets);
        xml.WriteEndElement();
    }

    private static void Restriction(XmlWriter xml, string basis, IReadOnlyList<(string Facet, string Value)> facets)
    {
        xml.WriteStartElement("restriction", Xs);
        xml.WriteAttributeString("base", basis);
        foreach (var (facet, value) in facets)
        {
            xml.WriteStartElement(facet, Xs);
            xml.WriteAttributeString("value", value);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string TypeName(FieldType type, ElementMapping mapping) =>
        (mapping.TargetNamespace.Length > 0 ? "t:" : "") + type.Name;

    private static void CollectTypes(ShapeNode node, Dictionary<string, FieldType> types)
    {
        if (node.Field is { } type)
        {
            types[type.Name] = type;
        }
        foreach (var child in node.Children)
        {
            CollectTypes(child, types);
        }
    }
}
