// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>One attribute that is not a namespace declaration; its names are numbers of the <see cref="NameTable"/>.</summary>
internal readonly record struct AttributeRecord
{
    /// <summary>Offset of the name as written, prefix included.</summary>
    public int NameStart { get; init; }

    /// <summary>Bytes of the name as written.</summary>
    public int NameLength { get; init; }

    public int Prefix { get; init; }

    public int LocalName { get; init; }

    public int Namespace { get; init; }

    /// <summary>Offset of the value as written, without its quotes.</summary>
    public int ValueStart { get; init; }

    /// <summary>Bytes of the value as written.</summary>
    public int ValueLength { get; init; }

    public XmlTextFlags Flags { get; init; }
}
