// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A key pair that was generated in a token.</summary>
/// <param name="KeyUri">Names the private key by token and CKA_ID (RFC 7512).</param>
/// <param name="Label">CKA_LABEL.</param>
/// <param name="Kind">Algorithm and size.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER.</param>
internal sealed record TokenKeyPair(string KeyUri, string Label, KeyKind Kind, ReadOnlyMemory<byte> PublicKey);
