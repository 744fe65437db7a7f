// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The verdict on a signature (EN 319 102-1 §5.1.3).</summary>
public enum Indication
{
    /// <summary>The signature is good, and so is the trust in it.</summary>
    TotalPassed,

    /// <summary>The signature is bad.</summary>
    TotalFailed,

    /// <summary>What is at hand doesn't suffice to say either.</summary>
    Indeterminate,
}
