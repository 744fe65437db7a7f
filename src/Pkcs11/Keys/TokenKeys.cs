// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The keys of one token, for set-up and administration: generate, list, read public keys, sign certificates, delete. Blocks; used by one
/// thread at a time; every member may throw <see cref="Pkcs11Exception"/>. A running signer on the same token is not disturbed.
/// </summary>
public sealed class TokenKeys : IDisposable
{
    private const int MaximumKeys = 10_000;
    private const int GeneratedIdLength = 16;
    private readonly ICryptoki _cryptoki;
    private readonly nuint _session;
    private readonly LocatedToken _token;

    private TokenKeys(ICryptoki cryptoki, nuint session, LocatedToken token)
    {
        _cryptoki = cryptoki;
        _session = session;
        _token = token;
    }

    /// <summary>Opens a session that may write, and logs in: one try.</summary>
    /// <param name="options">The token; <see cref="TokenOptions.Sessions"/> is not used.</param>
    /// <exception cref="Pkcs11Exception">Module or token missing, PIN refused.</exception>
    public static TokenKeys Open(TokenOptions options) => Open(options, ProcessModules.Shared);

    /// <summary>Every private key of the token.</summary>
    public IReadOnlyList<TokenKeyInfo> List() =>
        [
            .. FindPrivate(new Pkcs11Uri(), MaximumKeys)
                .Select(Describe)
                .OrderBy(key => key.Label, StringComparer.Ordinal),
        ];

    /// <summary>The private key that a URI names; null when there is none.</summary>
    /// <param name="uri">Id, label or both; the token part is not looked at.</param>
    public TokenKeyInfo? Find(Pkcs11Uri uri) =>
        FindAll(uri) switch
        {
            [] => null,
            [var key] => key,
            _ => throw new Pkcs11Exception("the URI matches more than one key"),
        };

    /// <summary>The private keys that a URI names: none, one, or two where it names more than one.</summary>
    /// <param name="uri">Id, label or both; the token part is not looked at.</param>
    public IReadOnlyList<TokenKeyInfo> FindAll(Pkcs11Uri uri) => [.. FindPrivate(uri, 2).Select(Describe)];

    /// <summary>Whether the token part of a URI fits this token.</summary>
    public bool IsNamedBy(Pkcs11Uri uri) => _token.IsNamedBy(uri);

    /// <summary>Every X.509 certificate object of the token, in no order.</summary>
    public IReadOnlyList<TokenCertificate> ListCertificates() => TokenCertificates.List(_cryptoki, _session);

    /// <summary>Generates a key pair in the token: sensitive, not extractable, signs only.</summary>
    /// <param name="kind">Algorithm and size.</param>
    /// <param name="label">CKA_LABEL, at most 255 octets of UTF-8.</param>
    /// <param name="id">CKA_ID, 1 to 255 octets, not in use; empty for a random one.</param>
    public TokenKeyInfo Generate(KeyKind kind, string label, ReadOnlySpan<byte> id = default)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (
            id.Length > Pkcs11Uri.MaximumValueLength
            || Encoding.UTF8.GetByteCount(label) > Pkcs11Uri.MaximumValueLength
        )
        {
            throw new ArgumentException("label or id is too long", nameof(label));
        }

        var keyId = id.IsEmpty ? RandomNumberGenerator.GetBytes(GeneratedIdLength) : id.ToArray();
        if (FindPrivate(Pkcs11Uri.ForPrivateKey(null, keyId), 1).Length > 0)
        {
            throw new Pkcs11Exception("the token holds a key of this id already");
        }

        var code = _cryptoki.GenerateKeyPair(
            _session,
            KeyTemplates.Mechanism(kind),
            KeyTemplates.Public(kind, label, keyId),
            KeyTemplates.Private(label, keyId),
            out _,
            out var key
        );
        Pkcs11Exception.ThrowIfFailed(code, "C_GenerateKeyPair");
        return Describe(key);
    }

    /// <summary>The public key as SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), DER.</summary>
    /// <param name="uri">Names the private key.</param>
    public byte[] ReadSubjectPublicKeyInfo(Pkcs11Uri uri)
    {
        using var key = ReadPublicKey(uri);
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>The public key as an <see cref="RSA"/> or <see cref="ECDsa"/> of the platform; the caller disposes it.</summary>
    /// <param name="uri">Names the private key.</param>
    public AsymmetricAlgorithm ReadPublicKey(Pkcs11Uri uri)
    {
        var handle = Single(uri);

        // Some tokens keep no public key object. An RSA private key then tells modulus and exponent itself; of an EC key
        // only a certificate beside it may do so, and a signature shows whether that is for this key.
        return FindPublic(uri, handle) is [var found, ..]
            ? PublicKeyReader.Read(_cryptoki, _session, found)
            : FromCertificate(uri, handle) ?? PublicKeyReader.Read(_cryptoki, _session, handle);
    }

    /// <summary>Signs a digest, for certificates at set-up. The server's signatures go through <see cref="Pkcs11DigestSigner"/>.</summary>
    /// <param name="uri">Names the private key.</param>
    /// <param name="algorithm">Scheme and digest; has to fit the key.</param>
    /// <param name="digest">As long as the algorithm's digest.</param>
    /// <returns>RSA: the octets of RFC 8017. ECDSA: r‖s.</returns>
    public byte[] SignDigest(Pkcs11Uri uri, SignatureAlgorithm algorithm, ReadOnlySpan<byte> digest)
    {
        Pkcs11Exception.ThrowIfFailed(
            KeyLookup.Read(_cryptoki, _session, Single(uri), 0, out var key),
            "C_GetAttributeValue"
        );
        if (digest.Length != DigestLength.Of(algorithm.Digest) || !key!.Fits(algorithm.Scheme))
        {
            throw new ArgumentException("digest, algorithm and key don't fit", nameof(algorithm));
        }

        var code = TokenSigner.Sign(_cryptoki, _session, key, algorithm, digest, out var signature);
        if (code == Ckr.UserNotLoggedIn && KeyLookup.WantsPin(_cryptoki, _session, key.Handle))
        {
            throw new Pkcs11Exception("the key wants its PIN for each signature (CKA_ALWAYS_AUTHENTICATE)");
        }

        Pkcs11Exception.ThrowIfFailed(code, "C_Sign");
        return signature;
    }

    /// <summary>Destroys a key pair, the private key first. There is no way back.</summary>
    /// <param name="uri">Names the private key; exactly one has to match.</param>
    public void Delete(Pkcs11Uri uri)
    {
        var handle = Single(uri);
        var publicKeys = FindPublic(uri, handle);
        Pkcs11Exception.ThrowIfFailed(_cryptoki.DestroyObject(_session, handle), "C_DestroyObject");
        foreach (var publicKey in publicKeys)
        {
            Pkcs11Exception.ThrowIfFailed(_cryptoki.DestroyObject(_session, publicKey), "C_DestroyObject");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _cryptoki.CloseSession(_session);

    internal static TokenKeys Open(TokenOptions options, IModuleSource modules)
    {
        options.Validate("token");
        var cryptoki = modules.Open(options);
        nuint session = 0;
        try
        {
            var token = TokenLocator.Find(cryptoki, options);
            TokenLogin.CheckFlags(token.Info);
            using var pin = TokenLogin.ReadPin(options);
            var code = cryptoki.OpenSession(token.Slot, Ck.SessionFlag.Serial | Ck.SessionFlag.ReadWrite, out session);
            Pkcs11Exception.ThrowIfFailed(code, "C_OpenSession");
            TokenLogin.LogIn(cryptoki, session, pin);
            return new TokenKeys(cryptoki, session, token);
        }
        catch (TokenUnavailableException e)
        {
            if (session != 0)
            {
                cryptoki.CloseSession(session);
            }

            throw new Pkcs11Exception(e.Message);
        }
    }

    private nuint[] FindPublic(Pkcs11Uri uri, nuint handle) =>
        PublicKeyObjects.Find(
            _cryptoki,
            _session,
            Read(handle, Ck.Attribute.Id),
            Read(handle, Ck.Attribute.Label),
            (algorithm, digest) => SignDigest(uri, algorithm, digest)
        );

    private AsymmetricAlgorithm? FromCertificate(Pkcs11Uri uri, nuint handle) =>
        Read(handle, Ck.Attribute.Id) is not { Length: > 0 } id
            ? null
            : TokenCertificates
                .List(_cryptoki, _session, id)
                .Select(static certificate => CertifiedKey.Read(certificate.Value.Span))
                .FirstOrDefault(key =>
                    key is not null && CertifiedKey.IsOf(key, (algorithm, digest) => SignDigest(uri, algorithm, digest))
                );

    private nuint Single(Pkcs11Uri uri) =>
        FindPrivate(uri, 2) is [var handle]
            ? handle
            : throw new Pkcs11Exception("the URI doesn't match exactly one key");

    private nuint[] FindPrivate(Pkcs11Uri uri, int limit)
    {
        var template = KeyLookup.Template(Ck.ObjectClass.PrivateKey, uri);
        Pkcs11Exception.ThrowIfFailed(
            TokenObjects.Find(_cryptoki, _session, template, limit, out var handles),
            "C_FindObjects"
        );
        return handles;
    }

    private TokenKeyInfo Describe(nuint handle)
    {
        Pkcs11Exception.ThrowIfFailed(
            KeyLookup.Read(_cryptoki, _session, handle, 0, out var key),
            "C_GetAttributeValue"
        );
        KeyKind? kind = (key!.IsRsa, key.Size) switch
        {
            (true, 256) => KeyKind.Rsa2048,
            (true, 384) => KeyKind.Rsa3072,
            (true, 512) => KeyKind.Rsa4096,
            (false, 32) => KeyKind.EcP256,
            (false, 48) => KeyKind.EcP384,
            _ => null,
        };
        var label = Encoding.UTF8.GetString(Read(handle, Ck.Attribute.Label));
        var uri = Read(handle, Ck.Attribute.Id) is { Length: > 0 } id
            ? Pkcs11Uri.ForPrivateKey(_token.Info.Label, id)
            : new Pkcs11Uri
            {
                Token = _token.Info.Label,
                Object = label,
                Type = Pkcs11ObjectType.Private,
            };
        return new TokenKeyInfo(uri, label, kind);
    }

    private byte[] Read(nuint handle, nuint type)
    {
        Pkcs11Exception.ThrowIfFailed(
            TokenObjects.Read(_cryptoki, _session, handle, type, out var value),
            "C_GetAttributeValue"
        );
        return value;
    }
}
