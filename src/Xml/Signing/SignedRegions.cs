// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>
/// What the new signatures of a document cover. Each region is digested once and closed from then on: a signature put into
/// it would break the one that covers it.
/// </summary>
/// <param name="tree">The document.</param>
/// <param name="forms">Digests canonical forms, at the document's cost.</param>
internal sealed class SignedRegions(XmlTree tree, BudgetedDigests forms)
{
    private readonly Dictionary<
        (int Element, HashAlgorithmName Digest, CanonicalizationMethod Method),
        byte[]
    > _digests = [];
    private bool _isWholeDocument;

    /// <summary>The digest of an element of the document.</summary>
    public byte[] Digest(int element, HashAlgorithmName digest, CanonicalizationAlgorithm algorithm)
    {
        var key = (element, digest, algorithm.Method);
        if (!_digests.TryGetValue(key, out var known))
        {
            _digests[key] = known = forms.Digest(tree, element, algorithm, digest);
        }
        return known;
    }

    /// <summary>From now on the whole document is covered.</summary>
    public void CloseAll() => _isWholeDocument = true;

    /// <summary>Refuses a place for a signature inside of what is covered, by another one or by itself.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.DocumentLocked"/>, with the place.</exception>
    public void RequireOutside(int place)
    {
        if (_isWholeDocument || _digests.Keys.Any(region => tree.IsWithin(place, region.Element)))
        {
            throw new SigningException(
                SigningErrorKind.DocumentLocked,
                "A signature would change what another one covers.",
                tree.ElementPath(place)
            );
        }
    }
}
