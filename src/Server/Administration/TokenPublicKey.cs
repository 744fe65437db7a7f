// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Administration;

/// <summary>What a token says of the key that a URI names.</summary>
/// <param name="KeyUri">Names it by token and CKA_ID, whatever it was asked for by (RFC 7512); by its label when it has no CKA_ID.</param>
/// <param name="SubjectPublicKeyInfo">RFC 5280 §4.1.2.7, DER.</param>
internal sealed record TokenPublicKey(string KeyUri, ReadOnlyMemory<byte> SubjectPublicKeyInfo);
