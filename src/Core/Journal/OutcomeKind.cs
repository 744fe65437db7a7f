// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>How a signing intent ended.</summary>
public enum OutcomeKind
{
    /// <summary>The signature is in a document that was verified.</summary>
    Signed = 1,

    /// <summary>Nothing was returned.</summary>
    Failed = 2,

    /// <summary>The signature did not fit and was thrown away; another attempt follows.</summary>
    Discarded = 3,

    /// <summary>The node stopped between intent and outcome: whether the key was used is not known, nothing was returned.</summary>
    Unknown = 4,
}
