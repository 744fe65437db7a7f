// SPDX-License-Identifier: Apache-2.0
using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Reads a mapping file and finds all its defects before it gives up.</summary>
internal sealed class MappingParser
{
    private const int MaxName = 128;
    private const int MaxVersion = 20;
    private const string What = "element mapping";

    private static readonly string[] ForbiddenNamespaces =
    [
        XmlDsig.Namespace,
        "http://www.w3.org/2001/XMLSchema",
        "http://www.w3.org/2001/XMLSchema-instance",
        "http://www.w3.org/XML/1998/namespace",
        "http://www.w3.org/2000/xmlns/",
    ];

    private readonly ConfigurationReader _reader = new(What);
    private readonly HashSet<string> _elementKeys = [];
    private readonly HashSet<string> _attributeKeys = [];

    private MappingParser() => CollectKeys(TranscriptShape.Root, parent: null);

    public static ElementMapping Parse(ReadOnlyMemory<byte> json, MappingNames basis) =>
        new MappingParser().Run(json, basis);

    private ElementMapping Run(ReadOnlyMemory<byte> json, MappingNames basis)
    {
        var names = basis;
        _reader.Read(json, (key, value) => names = Member(names, key, value));
        var root = Build(TranscriptShape.Root, parent: null, names);
        Require(names.Name, "name");
        Require(names.Version, "version");
        _reader.ThrowIfAny();
        return new ElementMapping(names, root);
    }

    private MappingNames Member(MappingNames names, string key, JsonElement value)
    {
        switch (key)
        {
            case "$comment":
                return names;
            case "name":
                return _reader.Text(key, value, MaxName) is { Length: > 0 } text ? names with { Name = text } : names;
            case "version":
                return _reader.Text(key, value, MaxVersion) is { Length: > 0 } version
                    ? names with
                    {
                        Version = version,
                    }
                    : names;
            case "targetNamespace":
                return names with { TargetNamespace = Namespace(key, value) };
            case "elements":
                _reader.Members(
                    key,
                    value,
                    (k, v) => names = names with { Elements = Put(names.Elements, _elementKeys, "elements", k, v) }
                );
                return names;
            case "attributes":
                _reader.Members(
                    key,
                    value,
                    (k, v) =>
                        names = names with { Attributes = Put(names.Attributes, _attributeKeys, "attributes", k, v) }
                );
                return names;
            default:
                _reader.Unknown(key);
                return names;
        }
    }

    private ImmutableDictionary<string, string> Put(
        ImmutableDictionary<string, string> map,
        HashSet<string> known,
        string section,
        string key,
        JsonElement value
    )
    {
        if (!known.Contains(key))
        {
            _reader.Unknown($"{section}.{key}");
            return map;
        }
        var name = _reader.Text($"{section}.{key}", value, MaxName);
        if (name.Length > 0 && !IsNcName(name))
        {
            _reader.Add($"{section}.{key}: '{name}' is not an XML name without prefix.");
        }
        return name.Length > 0 ? map.SetItem(key, name) : map;
    }

    private string Namespace(string key, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }
        var text = _reader.Text(key, value, 500);
        if (
            text.Length > 0
            && (
                !Uri.TryCreate(text, UriKind.Absolute, out _)
                || text.Any(static c => c is <= ' ' or >= '\x7f' or '"' or '<' or '>')
            )
        )
        {
            _reader.Add($"{key}: '{text}' is not an absolute URI in ASCII.");
        }
        if (ForbiddenNamespaces.Contains(text))
        {
            _reader.Add($"{key}: the namespace {text} belongs to another vocabulary.");
        }
        return text;
    }

    private MappedElement Build(ShapeNode shape, string? parent, MappingNames names)
    {
        var children = new List<MappedElement>(shape.Children.Count);
        var taken = new Dictionary<string, string>();
        foreach (var child in shape.Children)
        {
            var mapped = Build(child, shape.Concept, names);
            if (taken.TryAdd(mapped.Name, child.Concept))
            {
                children.Add(mapped);
            }
            else
            {
                _reader.Add(
                    $"elements: {taken[mapped.Name]} and {child.Concept} in {shape.Concept} are both called '{mapped.Name}'."
                );
            }
        }
        var attribute = shape.Attribute is { } a ? names.Attributes.GetValueOrDefault(a.Concept, "") : null;
        if (attribute == TranscriptShape.Id)
        {
            _reader.Add($"attributes.{shape.Attribute!.Value.Concept}: the name Id is taken.");
        }
        var name = names.ElementName(parent, shape.Concept) ?? "";
        if (name.Length == 0 || attribute is "")
        {
            _reader.Add($"{shape.Concept} has no name, or its attribute has none.");
        }
        return new MappedElement(shape, name, attribute, children);
    }

    private void CollectKeys(ShapeNode node, string? parent)
    {
        _elementKeys.Add(node.Concept);
        if (parent is not null)
        {
            _elementKeys.Add($"{parent}.{node.Concept}");
        }
        if (node.Attribute is { } attribute)
        {
            _attributeKeys.Add(attribute.Concept);
        }
        foreach (var child in node.Children)
        {
            CollectKeys(child, node.Concept);
        }
    }

    private void Require(string value, string key)
    {
        if (value.Length == 0)
        {
            _reader.Add($"{key} is missing.");
        }
    }

    private static bool IsNcName(string name)
    {
        try
        {
            XmlConvert.VerifyNCName(name);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
