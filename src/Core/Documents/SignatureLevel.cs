// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The baseline level to sign at (EN 319 132-1 §6, EN 319 142-1 §6).</summary>
public enum SignatureLevel
{
    /// <summary>Basic: signed attributes, the signing certificate among them.</summary>
    BaselineB = 1,

    /// <summary>B plus a trusted time for the signature itself.</summary>
    BaselineT = 2,
}
