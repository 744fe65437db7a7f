// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>A chain of transforms, reduced to what it means.</summary>
/// <param name="LeavesOutOwnSignature">enveloped-signature.</param>
/// <param name="LeavesOutAllSignatures">A constant XPath expression that removes every ds:Signature.</param>
/// <param name="Canonicalization">The method named last; C14N 1.0 where none is (xmldsig-core1 §4.4.3.2).</param>
/// <param name="Unsupported">Why the chain is not run; null when it is.</param>
internal sealed record ReferenceTransforms(
    bool LeavesOutOwnSignature,
    bool LeavesOutAllSignatures,
    CanonicalizationAlgorithm Canonicalization,
    string? Unsupported
)
{
    public static ReferenceTransforms None { get; } = new(false, false, CanonicalizationAlgorithm.Inclusive10, null);

    public static ReferenceTransforms NotRun(string reason) => None with { Unsupported = reason };
}
