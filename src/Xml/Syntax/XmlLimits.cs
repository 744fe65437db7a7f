// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml;

/// <summary>How large a document, and each structure in it, may be. Over a limit is <c>DocumentTooLarge</c>.</summary>
public sealed record XmlLimits
{
    /// <summary>The limits that hold unless a configuration says otherwise.</summary>
    public static XmlLimits Default { get; } = new();

    /// <summary>Bytes of the whole document. Default 1 MiB.</summary>
    public int MaxBytes { get; init; } = 1 << 20;

    /// <summary>Elements inside one another, the root counted. Default 256.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>Elements of the document. Default 100,000.</summary>
    public int MaxElements { get; init; } = 100_000;

    /// <summary>Attributes of one element, namespace declarations counted. Default 256.</summary>
    public int MaxAttributesPerElement { get; init; } = 256;

    /// <summary>Bytes of one attribute value as written. Default 64 KiB.</summary>
    public int MaxAttributeValueBytes { get; init; } = 64 << 10;

    /// <summary>Bytes of one name, prefix counted. Default 1,024.</summary>
    public int MaxNameBytes { get; init; } = 1024;

    /// <summary>Namespace declarations on one element and all its ancestors. Default 256.</summary>
    public int MaxNamespacesInScope { get; init; } = 256;
}
