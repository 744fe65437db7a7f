// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// Reads a ds:Signature by the content model of xmldsig-core1 §4, nothing else: whatever stands where it doesn't belong, or
/// twice, lets two readers see two signatures.
/// </summary>
internal sealed class SignatureParser(XmlTree tree, XmlVerifierOptions options, WorkBudget budget)
{
    private const int MaxSignatureValue = 4096;

    /// <summary>Reads one signature.</summary>
    /// <exception cref="VerificationFaultException">A rule of form is broken, or the canonicalization of SignedInfo is not run here.</exception>
    public ParsedSignature Parse(int signature)
    {
        ElementContent.RequireNoComments(tree, signature, budget);
        ElementContent.RequireElementsOnly(tree, signature);
        var signedInfo = Require(tree.FirstChild(signature), "SignedInfo"u8, "Signature");
        var value = Require(tree.NextSibling(signedInfo), "SignatureValue"u8, "Signature");
        var next = tree.NextSibling(value);
        var keyInfo = next >= 0 && tree.Is(next, XmlNames.DsigUtf8, "KeyInfo"u8) ? next : -1;
        var objects = Objects(keyInfo < 0 ? next : tree.NextSibling(keyInfo));

        ElementContent.RequireElementsOnly(tree, signedInfo);
        var canonicalization = Require(tree.FirstChild(signedInfo), "CanonicalizationMethod"u8, "SignedInfo");
        var method = Require(tree.NextSibling(canonicalization), "SignatureMethod"u8, "SignedInfo");
        var uri = DsigElement.Algorithm(tree, method);
        return new ParsedSignature
        {
            Element = signature,
            Id = tree.Attribute(signature, "Id") ?? "",
            SignedInfo = signedInfo,
            MethodUri = uri,
            Method = Method(method, uri),
            References = References(tree.NextSibling(method), "SignedInfo", options.MaxReferences),
            ValueElement = value,
            Value = Base64Content.Decode(tree, value, MaxSignatureValue),
            KeyInfo = keyInfo,
            Objects = objects,
            Canonicalization = TransformParser.ParseMethod(tree, canonicalization),
        };
    }

    private List<int> Objects(int from)
    {
        var objects = new List<int>(1);
        for (var at = from; at >= 0; at = tree.NextSibling(at))
        {
            objects.Add(Require(at, "Object"u8, "Signature"));
        }
        return objects;
    }

    private SignatureMethod? Method(int element, string uri)
    {
        if (uri == SignatureMethod.PssWithParameters)
        {
            return PssParameters.Parse(tree, element);
        }
        var method = SignatureMethod.Parse(uri);
        if (method is not null)
        {
            // HMACOutputLength, above all: it has no meaning here
            ElementContent.RequireEmpty(tree, element);
        }
        return method;
    }

    /// <summary>Reads the References of a ds:Manifest (xmldsig-core1 §5.1).</summary>
    /// <param name="manifest">The element.</param>
    /// <param name="taken">How many the signature has already.</param>
    /// <exception cref="VerificationFaultException">A rule of form is broken.</exception>
    public List<ParsedReference> ReferencesOf(int manifest, int taken)
    {
        ElementContent.RequireElementsOnly(tree, manifest);
        return References(tree.FirstChild(manifest), "Manifest", options.MaxReferences - taken);
    }

    private List<ParsedReference> References(int from, string parent, int room)
    {
        var references = new List<ParsedReference>(4);
        for (var at = from; at >= 0; at = tree.NextSibling(at))
        {
            if (references.Count >= room)
            {
                throw VerificationFaultException.Format($"There are more than {options.MaxReferences} References.");
            }
            references.Add(Reference(Require(at, "Reference"u8, parent)));
        }
        return references.Count > 0
            ? references
            : throw VerificationFaultException.Format($"{parent} has no Reference where it belongs.");
    }

    private ParsedReference Reference(int element)
    {
        ElementContent.RequireElementsOnly(tree, element);
        var child = tree.FirstChild(element);
        var transforms = ReferenceTransforms.None;
        if (child >= 0 && tree.Is(child, XmlNames.DsigUtf8, "Transforms"u8))
        {
            transforms = TransformParser.Parse(tree, child);
            child = tree.NextSibling(child);
        }
        var (digest, value, valueElement) = DsigElement.DigestPair(tree, child, "Reference");
        return new ParsedReference
        {
            Element = element,
            Id = tree.Attribute(element, "Id"),
            Uri = tree.Attribute(element, "URI"),
            Type = tree.Attribute(element, "Type"),
            Transforms = transforms,
            Digest = digest,
            DigestValue = value,
            DigestValueElement = valueElement,
        };
    }

    private int Require(int element, ReadOnlySpan<byte> localName, string parent) =>
        DsigElement.Require(tree, element, localName, parent);
}
