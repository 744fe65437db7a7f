// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Whether what was signed is still what is there, whatever the trust.</summary>
public enum Integrity
{
    /// <summary>Every value and every reference verifies, and no rule of form is broken.</summary>
    Intact,

    /// <summary>Something does not verify, or a rule of form is broken.</summary>
    Broken,

    /// <summary>An algorithm or transform is used that we refuse to run.</summary>
    Unsupported,

    /// <summary>There is no signature: never a pass.</summary>
    Unsigned,

    /// <summary>The file can't be read as a document.</summary>
    Unreadable,
}
