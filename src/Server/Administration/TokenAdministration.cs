// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// Keys of the configured tokens over sessions of their own, opened for one piece of work and closed after it. The log-in is the
/// signer's: a token that isn't ready for signatures is left alone, so a refused PIN is never tried a second time from here.
/// </summary>
internal sealed class TokenAdministration : ITokenAdministration
{
    private readonly TokenTurns _turns;

    /// <summary>Makes one.</summary>
    /// <param name="tokens">The tokens that sign.</param>
    /// <param name="health">How they are now.</param>
    /// <param name="time">The clock.</param>
    public TokenAdministration(IReadOnlyList<TokenOptions> tokens, Func<Pkcs11Health> health, TimeProvider time) =>
        _turns = new TokenTurns(tokens, health, time);

    public IReadOnlyList<string> Tokens => _turns.Names;

    public Task<TokenKeyPair> GenerateAsync(
        string token,
        KeyKind kind,
        string label,
        CancellationToken cancellationToken
    )
    {
        if (!Enum.IsDefined(kind))
        {
            throw Invalid("The kind of key is not known.", "kind");
        }

        if (Encoding.UTF8.GetByteCount(label) is 0 or > Pkcs11Uri.MaximumValueLength)
        {
            throw Invalid($"The label is not of 1 to {Pkcs11Uri.MaximumValueLength} octets.", "label");
        }

        return _turns.TakeAsync(
            token,
            keys =>
            {
                var key = keys.Generate(kind, label);
                return new TokenKeyPair(key.Uri.ToString(), label, kind, keys.ReadSubjectPublicKeyInfo(key.Uri));
            },
            cancellationToken
        );
    }

    public Task<byte[]> SubjectPublicKeyInfoAsync(string keyUri, CancellationToken cancellationToken) =>
        WithKeyAsync(keyUri, static (keys, key) => keys.ReadSubjectPublicKeyInfo(key.Uri), cancellationToken);

    public Task<TokenPublicKey> PublicKeyAsync(string keyUri, CancellationToken cancellationToken) =>
        WithKeyAsync(
            keyUri,
            static (keys, key) => new TokenPublicKey(key.Uri.ToString(), keys.ReadSubjectPublicKeyInfo(key.Uri)),
            cancellationToken
        );

    public Task<byte[]> CertificateRequestAsync(
        string keyUri,
        CertificateRequestContent content,
        CancellationToken cancellationToken
    )
    {
        if (CertificateRequestRules.Check(content) is { Count: > 0 } defects)
        {
            throw Invalid($"The request can't be made: {string.Join("; ", defects)}.", defects[0].Field);
        }

        return WithKeyAsync(keyUri, (keys, key) => Sign(keys, key, content), cancellationToken);
    }

    public Task<IReadOnlyList<TokenObject>> FindAsync(string token, CancellationToken cancellationToken) =>
        _turns.TakeAsync<IReadOnlyList<TokenObject>>(
            token,
            static keys =>
            {
                var certificates = keys.ListCertificates().ToLookup(static c => c.IdHex, StringComparer.Ordinal);
                return [.. keys.List().Select(key => Describe(key, certificates))];
            },
            cancellationToken
        );

    private static byte[] Sign(TokenKeys keys, TokenKeyInfo key, CertificateRequestContent content)
    {
        var scheme = key.Kind switch
        {
            KeyKind.EcP256 or KeyKind.EcP384 => SignatureScheme.Ecdsa,
            KeyKind.Rsa2048 or KeyKind.Rsa3072 or KeyKind.Rsa4096 => SignatureScheme.RsaPkcs1,
            _ => throw Invalid("The key is of a kind that this server doesn't sign with.", "key"),
        };
        return CertificateRequests.Create(content, TokenSignatureGenerator.Over(keys, key.Uri, scheme));
    }

    private static TokenObject Describe(TokenKeyInfo key, ILookup<string, TokenCertificate> certificates)
    {
        var id = key.Uri.IdHex ?? "";
        var own = id.Length == 0 ? [] : certificates[id].Select(static c => Read(c.Value.Span));
        return new TokenObject(
            key.Uri.ToString(),
            id,
            key.Label,
            key.Kind,
            [.. own.OfType<X509Certificate2>().OrderByDescending(static c => c.NotBefore)]
        );
    }

    // An object that is no certificate must not hide the keys of the token.
    private static X509Certificate2? Read(ReadOnlySpan<byte> value)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Works with the one key that a URI names, on the first token that holds it.</summary>
    private async Task<T> WithKeyAsync<T>(
        string keyUri,
        Func<TokenKeys, TokenKeyInfo, T> work,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (!Pkcs11Uri.TryParse(keyUri, out var uri))
        {
            throw Invalid("The key is not named by a PKCS#11 URI (RFC 7512).", "key");
        }

        SigningException? away = null;
        foreach (var token in _turns.NamesFor(uri))
        {
            try
            {
                var found = await _turns.TakeAsync(token, keys => WithKey(keys, uri, work), cancellationToken);
                if (found is not null)
                {
                    return found;
                }
            }
            catch (SigningException e) when (e.Kind == SigningErrorKind.HsmUnavailable)
            {
                // Another token may hold the key as well.
                away = e;
            }
        }

        throw away
            ?? new SigningException(SigningErrorKind.IdentityNotFound, "No token holds a key of this URI.", "key");
    }

    private static T? WithKey<T>(TokenKeys keys, Pkcs11Uri uri, Func<TokenKeys, TokenKeyInfo, T> work)
        where T : class =>
        !keys.IsNamedBy(uri)
            ? null
            : keys.FindAll(uri) switch
            {
                [] => null,
                [var key] => work(keys, key),
                _ => throw new SigningException(
                    SigningErrorKind.IdentityNotFound,
                    "The URI names more than one key of a token.",
                    "key"
                ),
            };

    private static SigningException Invalid(string message, string field) =>
        new(SigningErrorKind.InvalidRequest, message, field);
}
