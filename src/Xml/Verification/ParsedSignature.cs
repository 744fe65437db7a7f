// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>A ds:Signature as it stands; elements are numbers of the tree.</summary>
internal sealed class ParsedSignature
{
    public required int Element { get; init; }

    /// <summary>Empty when it bears none.</summary>
    public required string Id { get; init; }

    public required int SignedInfo { get; init; }

    public required CanonicalizationAlgorithm Canonicalization { get; init; }

    /// <summary>@Algorithm of the ds:SignatureMethod.</summary>
    public required string MethodUri { get; init; }

    /// <summary>Null for one that isn't computed.</summary>
    public required SignatureMethod? Method { get; init; }

    public required List<ParsedReference> References { get; init; }

    /// <summary>Those of the ds:Manifests that <see cref="References"/> lead to; there once these are checked.</summary>
    public List<ParsedReference> ManifestReferences { get; } = [];

    /// <summary>All that say what is signed.</summary>
    public IEnumerable<ParsedReference> AllReferences => References.Concat(ManifestReferences);

    /// <summary>The ds:SignatureValue element.</summary>
    public required int ValueElement { get; init; }

    public required byte[] Value { get; init; }

    /// <summary>-1 when there is none.</summary>
    public required int KeyInfo { get; init; }

    /// <summary>The ds:Object elements.</summary>
    public required List<int> Objects { get; init; }
}
