// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Whether a transcript is signed as its level requires.</summary>
public enum SealState
{
    /// <summary>Unsigned, partly signed, or signed by somebody whose certificate is not trusted: drawn with the mark of a draft.</summary>
    Draft = 0,

    /// <summary>Every required role has signed, and every signature passed.</summary>
    Complete,
}
