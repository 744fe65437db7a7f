// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Reads ds:Transforms and ds:CanonicalizationMethod. Nothing in them is ever executed: a chain is recognised or refused.</summary>
internal static class TransformParser
{
    private const string XPath = "http://www.w3.org/TR/1999/REC-xpath-19991116";
    private const string Filter2 = "http://www.w3.org/2002/06/xmldsig-filter2";
    private const int MaxTransforms = 8;

    /// <summary>Reads a ds:Transforms element.</summary>
    /// <exception cref="VerificationFaultException">A rule of form is broken.</exception>
    public static ReferenceTransforms Parse(XmlTree tree, int transforms)
    {
        ElementContent.RequireElementsOnly(tree, transforms);
        var (own, all, isCanonical) = (false, false, false);
        var method = CanonicalizationAlgorithm.Inclusive10;
        var count = 0;
        string? unsupported = null;
        for (var at = tree.FirstChild(transforms); at >= 0; at = tree.NextSibling(at))
        {
            if (!tree.Is(at, XmlNames.DsigUtf8, "Transform"u8) || ++count > MaxTransforms)
            {
                throw VerificationFaultException.Format("The Transforms of a Reference are not well-formed.");
            }
            var uri = DsigElement.Algorithm(tree, at);
            if (isCanonical)
            {
                // octets from here on: they would have to be parsed again
                unsupported ??= "A transform after a canonicalization is not run here.";
            }
            else if (uri == XmlNames.EnvelopedSignature)
            {
                ElementContent.RequireEmpty(tree, at);
                own = own ? throw VerificationFaultException.Format("enveloped-signature stands twice.") : true;
            }
            else if (CanonicalizationUri.Parse(uri) is { } known)
            {
                isCanonical = true;
                method = new CanonicalizationAlgorithm(known, PrefixList(tree, at, known));
            }
            else if (IsSignatureRemoval(tree, at, uri))
            {
                all = true;
            }
            else
            {
                unsupported ??= $"The transform {Shown(uri)} is not run here.";
            }
        }
        return count == 0
            ? throw VerificationFaultException.Format("Transforms is empty.")
            : new ReferenceTransforms(own, all, method, unsupported);
    }

    /// <summary>Reads a ds:CanonicalizationMethod.</summary>
    /// <exception cref="VerificationFaultException">It is not one of the six methods, or not well-formed.</exception>
    public static CanonicalizationAlgorithm ParseMethod(XmlTree tree, int element)
    {
        var uri = DsigElement.Algorithm(tree, element);
        return CanonicalizationUri.Parse(uri) is { } method
            ? new CanonicalizationAlgorithm(method, PrefixList(tree, element, method))
            : throw VerificationFaultException.Unsupported($"The canonicalization {Shown(uri)} is not run here.");
    }

    /// <summary>A URI of the document in a sentence, shortened.</summary>
    public static string Shown(string uri) => uri.Length <= 100 ? uri : uri[..100] + "…";

    private static string? PrefixList(XmlTree tree, int element, CanonicalizationMethod method)
    {
        ElementContent.RequireElementsOnly(tree, element);
        var child = tree.FirstChild(element);
        if (child < 0)
        {
            return null;
        }
        var isExclusive = method is CanonicalizationMethod.Exclusive or CanonicalizationMethod.ExclusiveWithComments;
        if (
            !isExclusive
            || tree.NextSibling(child) >= 0
            || !tree.Is(child, "http://www.w3.org/2001/10/xml-exc-c14n#"u8, "InclusiveNamespaces"u8)
        )
        {
            throw VerificationFaultException.Format("A canonicalization has parameters that it does not take.");
        }
        ElementContent.RequireEmpty(tree, child);
        return tree.Attribute(child, "PrefixList") ?? "";
    }

    /// <summary>The constant expressions that European tools use to mean "enveloped"; no other expression is read.</summary>
    private static bool IsSignatureRemoval(XmlTree tree, int transform, string uri)
    {
        if (uri is not (XPath or Filter2))
        {
            return false;
        }
        ElementContent.RequireElementsOnly(tree, transform);
        var child = tree.FirstChild(transform);
        if (child < 0 || tree.NextSibling(child) >= 0 || tree.FirstChild(child) >= 0 || !IsShort(tree, child))
        {
            return false;
        }
        return uri == XPath
            ? tree.Is(child, XmlNames.DsigUtf8, "XPath"u8)
                && tree.AttributeCount(child) == 0
                && Names(tree, child, "not(ancestor-or-self::", ":Signature)")
            : tree.Is(child, "http://www.w3.org/2002/06/xmldsig-filter2"u8, "XPath"u8)
                && tree.AttributeCount(child) == 1
                && tree.Attribute(child, "Filter") == "subtract"
                && Names(tree, child, "/descendant::", ":Signature");
    }

    private static bool IsShort(XmlTree tree, int element) =>
        tree.Elements[element].ContentEnd - tree.Elements[element].ContentStart <= 256;

    /// <summary>True for <c>before PREFIX after</c>, where the prefix means XML-DSig at that element.</summary>
    private static bool Names(XmlTree tree, int element, string before, string after)
    {
        var text = tree.Text(element).Trim(' ', '\t', '\r', '\n');
        if (
            !text.StartsWith(before, StringComparison.Ordinal)
            || !text.EndsWith(after, StringComparison.Ordinal)
            || text.Length <= before.Length + after.Length
        )
        {
            return false;
        }
        var prefix = text[before.Length..^after.Length];
        return prefix.All(char.IsAsciiLetterOrDigit)
            && tree.LookupNamespace(element, System.Text.Encoding.ASCII.GetBytes(prefix)) == XmlNames.Dsig;
    }
}
