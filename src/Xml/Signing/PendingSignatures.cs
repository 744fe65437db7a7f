// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>The signatures spliced into a document so far, and the rules for one more.</summary>
internal sealed class PendingSignatures(XmlTree tree, SplicedDocument document, SignedRegions regions)
{
    private readonly Dictionary<string, PendingSignature> _byId = new(StringComparer.Ordinal);

    /// <summary>Those without their value.</summary>
    public IEnumerable<PendingSignature> Unfinished => _byId.Values.Where(static p => !p.IsComplete);

    /// <summary>The signature of that Id; null when it is not among these.</summary>
    public PendingSignature? Find(string signatureId) => _byId.GetValueOrDefault(signatureId);

    /// <summary>An element of a complete signature, by its Id; null when none bears it.</summary>
    public XmlElementRef? FindElement(string id)
    {
        foreach (var pending in _byId.Values)
        {
            if (pending.IsComplete && pending.Tree.ElementById(id) is >= 0 and var element)
            {
                return new XmlElementRef(pending.Tree, element);
            }
        }
        return null;
    }

    /// <summary>Refuses a signature that is there.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.AlreadySigned"/>.</exception>
    public void RequireFresh(string signatureId)
    {
        if (_byId.ContainsKey(signatureId) || tree.CountOfId(Encoding.UTF8.GetBytes(signatureId)) > 0)
        {
            throw new SigningException(
                SigningErrorKind.AlreadySigned,
                "That signature is in the document.",
                signatureId
            );
        }
    }

    /// <summary>Splices a signature in.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.DocumentLocked"/>: another signature covers the place.
    /// <see cref="SigningErrorKind.MalformedDocument"/>: an element bears an Id that the signature needs.
    /// </exception>
    public PendingSignature Splice(string signatureId, SignatureFragment fragment, SignatureShape? shape)
    {
        regions.RequireOutside(fragment.Parent);
        var spliced = document.Append(tree, fragment.Parent, fragment.Markup);
        RequireOwnIds(spliced);
        var pending = new PendingSignature(spliced, fragment, shape);
        _byId.Add(signatureId, pending);
        return pending;
    }

    // A Reference to an Id that two elements bear would be ambiguous.
    private void RequireOwnIds(XmlTree spliced)
    {
        foreach (var other in _byId.Values.Select(static p => p.Tree).Prepend(tree))
        {
            if (spliced.FirstIdIn(other) is >= 0 and var element)
            {
                document.Remove(spliced);
                throw new SigningException(
                    SigningErrorKind.MalformedDocument,
                    "An element bears an Id that belongs to a signature.",
                    other.ElementPath(element)
                );
            }
        }
    }
}
