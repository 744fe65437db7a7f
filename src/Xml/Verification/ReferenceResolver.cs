// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Finds what a Reference covers, in this document alone (xmldsig-core1 §4.4.3.1).</summary>
internal sealed class ReferenceResolver(XmlTree tree)
{
    private const string IdPointerStart = "#xpointer(id('";
    private const string IdPointerEnd = "'))";

    private readonly Dictionary<string, int> _assertionIds = AssertionIds(tree);

    /// <summary>The element, or <see cref="Canonicalizer.WholeDocument"/>; and whether comments are part of it.</summary>
    /// <exception cref="VerificationFaultException">SIGNED_DATA_NOT_FOUND, or unsupported: nothing outside is ever fetched.</exception>
    public (int Target, bool WithComments) Resolve(string? uri) =>
        uri switch
        {
            null => throw VerificationFaultException.Unsupported(
                "A Reference without URI is the application's to know."
            ),
            "" => (Canonicalizer.WholeDocument, false),
            "#xpointer(/)" => (Canonicalizer.WholeDocument, true),
            _ when IsIdPointer(uri, out var id) => (ById(id), true),
            ['#', .. var id] when !id.Contains('(') => (ById(id), false),
            ['#', ..] => throw VerificationFaultException.Unsupported("An XPointer is not run here."),
            _ => throw VerificationFaultException.Unsupported(
                $"What is outside of the document is not fetched: {TransformParser.Shown(uri)}"
            ),
        };

    private static bool IsIdPointer(string uri, out string id)
    {
        id = "";
        if (
            !uri.StartsWith(IdPointerStart, StringComparison.Ordinal)
            || !uri.EndsWith(IdPointerEnd, StringComparison.Ordinal)
            || uri.Length <= IdPointerStart.Length + IdPointerEnd.Length
        )
        {
            return false;
        }
        id = uri[IdPointerStart.Length..^IdPointerEnd.Length];
        return !id.AsSpan().ContainsAny("'\"()");
    }

    private int ById(string id)
    {
        if (id.Length > 0)
        {
            var element = tree.ElementById(id);
            if (_assertionIds.TryGetValue(id, out var assertion))
            {
                element = tree.CountOfId(System.Text.Encoding.UTF8.GetBytes(id)) == 0 ? assertion : -1;
            }
            if (element >= 0)
            {
                return element;
            }
        }
        throw new VerificationFaultException(
            Integrity.Broken,
            SubIndication.SignedDataNotFound,
            $"A Reference leads to no element, or to more than one: #{TransformParser.Shown(id)}"
        );
    }

    /// <summary>SAML 1.x has Ids of its own name; -1 for one that stands twice.</summary>
    private static Dictionary<string, int> AssertionIds(XmlTree tree)
    {
        var ids = new Dictionary<string, int>();
        var name = tree.Names.Find("AssertionID"u8);
        for (var i = 0; name >= 0 && i < tree.Count; i++)
        {
            if (
                tree.LocalNameUtf8(i).SequenceEqual("Assertion"u8)
                && tree.Attribute(i, "AssertionID") is { } id
                && !ids.TryAdd(id, i)
            )
            {
                ids[id] = -1;
            }
        }
        return ids;
    }
}
