// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>An X.509 certificate object of a token.</summary>
/// <param name="IdHex">CKA_ID in lower-case hexadecimal: by custom that of its key; may be empty.</param>
/// <param name="Label">CKA_LABEL.</param>
/// <param name="Value">CKA_VALUE: DER as whoever wrote it says; not checked.</param>
public sealed record TokenCertificate(string IdHex, string Label, ReadOnlyMemory<byte> Value);
