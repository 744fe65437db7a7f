// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>One element: its links, its names as numbers of the <see cref="NameTable"/>, its places in the bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ElementRecord
{
    public int Parent;
    public int FirstChild;
    public int NextSibling;

    /// <summary>The first element after this one's last descendant.</summary>
    public int SubtreeEnd;

    /// <summary>The event of the start tag and that of the end tag.</summary>
    public int StartEvent;
    public int EndEvent;

    /// <summary>The name as written, prefix included.</summary>
    public int NameStart;
    public int NameLength;

    public int Prefix;
    public int LocalName;
    public int Namespace;

    public int FirstAttribute;
    public int AttributeCount;
    public int FirstDeclaration;
    public int DeclarationCount;

    /// <summary>Offset of the <c>&lt;</c> of the start tag.</summary>
    public int Start;

    /// <summary>Offset after the <c>&gt;</c> of the start tag.</summary>
    public int ContentStart;

    /// <summary>Offset of the <c>&lt;/</c>; of an empty-element tag, that of its <c>/&gt;</c>.</summary>
    public int ContentEnd;

    /// <summary>Offset after the last <c>&gt;</c>.</summary>
    public int End;

    public bool IsEmptyTag;
}
