// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>A key pair of a token, as far as it may be told.</summary>
/// <param name="Uri">Names the private key by token and id: what an identity's configuration holds.</param>
/// <param name="Label">CKA_LABEL.</param>
/// <param name="Kind">What it is; null for a key that this server doesn't use.</param>
public sealed record TokenKeyInfo(Pkcs11Uri Uri, string Label, KeyKind? Kind);
