// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What a grant allows a client to do.</summary>
[Flags]
public enum CallerOperation
{
    /// <summary>Nothing: what every unknown caller may do.</summary>
    None = 0,

    /// <summary>Sign and seal.</summary>
    Sign = 1,

    /// <summary>Verify.</summary>
    Verify = 2,

    /// <summary>Render.</summary>
    Render = 4,

    /// <summary>List, read and watch identities.</summary>
    AdminRead = 8,

    /// <summary>Change identities and their certificates.</summary>
    AdminWrite = 16,
}
