// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>How much of a finished document is verified before it is returned.</summary>
public enum SelfVerification
{
    /// <summary>The verifier runs on the output bytes with a parse of its own: the default.</summary>
    Full = 1,

    /// <summary>
    /// Only each signature value, with the public key. Faster; a defect in building the document would not be found
    /// before the caller finds it. Signatures that the document came with are verified all the same, before anything is signed.
    /// </summary>
    SignatureOnly = 2,
}
