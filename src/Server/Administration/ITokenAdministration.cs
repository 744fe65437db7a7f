// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// The port to what administrators do with keys in tokens. No key leaves a token and none is deleted here. Works beside the
/// signatures of the same token. Every member throws <see cref="SigningException"/>: <see cref="SigningErrorKind.InvalidRequest"/>
/// (no such token, a URI or content that breaks a rule), <see cref="SigningErrorKind.IdentityNotFound"/> (the URI names no key, or
/// more than one), <see cref="SigningErrorKind.HsmUnavailable"/> (the token can't do it now).
/// </summary>
internal interface ITokenAdministration
{
    /// <summary>The names of the configured tokens in their order: label, else serial number, else slot.</summary>
    IReadOnlyList<string> Tokens { get; }

    /// <summary>Generates a key pair with a random CKA_ID: sensitive, not extractable, signs only.</summary>
    /// <param name="token">One of <see cref="Tokens"/>.</param>
    /// <param name="kind">Algorithm and size.</param>
    /// <param name="label">CKA_LABEL, 1 to 255 octets of UTF-8; need not be unique.</param>
    /// <param name="cancellationToken">Gives up waiting for the token's turn; a generation that has begun is finished.</param>
    Task<TokenKeyPair> GenerateAsync(string token, KeyKind kind, string label, CancellationToken cancellationToken);

    /// <summary>The public key of a private key as SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), DER.</summary>
    /// <param name="keyUri">A PKCS#11 URI that matches one key; without <c>token=</c> every configured token is looked at.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<byte[]> SubjectPublicKeyInfoAsync(string keyUri, CancellationToken cancellationToken);

    /// <summary>The same with the name that the token knows the key by.</summary>
    /// <param name="keyUri">As for <see cref="SubjectPublicKeyInfoAsync"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<TokenPublicKey> PublicKeyAsync(string keyUri, CancellationToken cancellationToken);

    /// <summary>A PKCS#10 request (RFC 2986) in DER, signed with the key in its token.</summary>
    /// <param name="keyUri">As for <see cref="SubjectPublicKeyInfoAsync"/>.</param>
    /// <param name="content">Who and what is asked for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<byte[]> CertificateRequestAsync(
        string keyUri,
        CertificateRequestContent content,
        CancellationToken cancellationToken
    );

    /// <summary>Every private key of a token, by label, with the certificates that lie beside it.</summary>
    /// <param name="token">One of <see cref="Tokens"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<IReadOnlyList<TokenObject>> FindAsync(string token, CancellationToken cancellationToken);
}
