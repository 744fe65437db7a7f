// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>What a token says about itself (CK_TOKEN_INFO), blanks trimmed.</summary>
internal sealed record TokenInfo(
    string Label,
    string Manufacturer,
    string Model,
    string Serial,
    nuint Flags,
    nuint MaxSessionCount
)
{
    public bool Has(nuint flag) => (Flags & flag) != 0;
}
