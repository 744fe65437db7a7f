// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Knows the meaning of a kind of document: who signs what, in which order, and what has to be where.</summary>
public interface IDocumentProfile
{
    /// <summary>True when the root element is of this profile; costs no more than a look at names.</summary>
    bool Recognizes(ElementView root);

    /// <summary>Plans the steps of a request on a document.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MissingBlock"/>, <see cref="SigningErrorKind.OutOfOrder"/>,
    /// <see cref="SigningErrorKind.AlreadySigned"/>, <see cref="SigningErrorKind.AlreadySealed"/>,
    /// <see cref="SigningErrorKind.MalformedDocument"/>, <see cref="SigningErrorKind.UnsupportedFormat"/> (a level or
    /// version that is not served), each naming the role, Id or element.
    /// </exception>
    SigningPlan Plan(ElementView root, IReadOnlyList<SigningStep> steps);

    /// <summary>States what a verifier has to find in a document of this profile. Never throws for what the document holds.</summary>
    DocumentExpectation Expect(ElementView root);
}
