// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A private key found in a token.</summary>
/// <param name="KeyUri">Names it by token and CKA_ID (RFC 7512).</param>
/// <param name="Id">CKA_ID, lower-case hex; empty when it has none, and then the URI names it by its label.</param>
/// <param name="Label">CKA_LABEL; may be empty.</param>
/// <param name="Kind">Algorithm and size; null for a key that this server doesn't sign with.</param>
/// <param name="Certificates">
/// The certificate objects with the same CKA_ID, newest notBefore first; none when there are none. That they are for this key
/// is not checked.
/// </param>
internal sealed record TokenObject(
    string KeyUri,
    string Id,
    string Label,
    KeyKind? Kind,
    IReadOnlyList<X509Certificate2> Certificates
)
{
    /// <summary>The newest of the certificates; null when there is none.</summary>
    public X509Certificate2? Certificate => Certificates is [var first, ..] ? first : null;
}
