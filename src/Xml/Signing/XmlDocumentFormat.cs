// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml;

/// <summary>XML transcripts, signed by XAdES or XML-DSig.</summary>
public sealed class XmlDocumentFormat : IDocumentFormat
{
    private readonly XmlLimits _limits;

    /// <summary>Signs documents of at most that size.</summary>
    /// <param name="maxBytes">Bytes of a document; default 1 MiB.</param>
    public XmlDocumentFormat(int maxBytes = 1 << 20) => _limits = XmlLimits.Default with { MaxBytes = maxBytes };

    /// <inheritdoc />
    public DocumentFormat Format => DocumentFormat.Xml;

    /// <inheritdoc />
    public IOpenDocument Open(ReadOnlyMemory<byte> document)
    {
        var tree = XmlTree.Parse(document, _limits);
        if (!tree.HasDuplicateIds)
        {
            return new Signing.OpenXmlDocument(tree, _limits);
        }
        var path = tree.ElementPath(tree.FirstDuplicateId);
        tree.Dispose();
        throw new SigningException(SigningErrorKind.MalformedDocument, "Two elements bear the same Id.", path);
    }
}
