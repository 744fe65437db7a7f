// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>What an event of a tree is.</summary>
internal enum XmlEventKind : byte
{
    StartElement,
    EndElement,
    Text,
    CData,
    Comment,
    ProcessingInstruction,
}
