// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A token in memory: makes keys, and signs with them.</summary>
internal sealed class MemoryTokens(List<string> trace) : ITokenAdministration, IDigestSigner
{
    private readonly ConcurrentDictionary<string, TestKey> _keys = new();
    private readonly ConcurrentDictionary<string, string> _names = new();

    public IReadOnlyList<string> Tokens => ["hsm"];

    /// <summary>What signing fails with; null when it works.</summary>
    public SigningException? Failure { get; set; }

    /// <summary>The one key that <see cref="Failure"/> concerns; null for all.</summary>
    public string? FailingKey { get; set; }

    /// <summary>Signs with a key that is not the one asked for.</summary>
    public bool SignsWithAnother { get; set; }

    public int Signatures { get; private set; }

    /// <summary>What a call into the token hangs in; null when it answers at once.</summary>
    public HangingCall? Hang { get; set; }

    public PublicKey PublicKey(string keyUri) => _keys[keyUri].PublicKey;

    public string Add(TestKey key)
    {
        var uri = $"pkcs11:token=hsm;id=%{_keys.Count + 1:x2}";
        _keys[uri] = key;
        return uri;
    }

    /// <summary>A further URI of a key.</summary>
    public string AddName(string name, string keyUri)
    {
        _keys[name] = _keys[keyUri];
        _names[name] = keyUri;
        return name;
    }

    public async Task<TokenKeyPair> GenerateAsync(
        string token,
        KeyKind kind,
        string label,
        CancellationToken cancellationToken
    )
    {
        trace.Add("token generates " + label);
        await HangAsync();
        var uri = Add(kind == KeyKind.Rsa2048 ? TestKey.Rsa() : TestKey.Ec());
        return new TokenKeyPair(uri, label, kind, _keys[uri].PublicKey.ExportSubjectPublicKeyInfo());
    }

    public async Task<byte[]> SubjectPublicKeyInfoAsync(string keyUri, CancellationToken cancellationToken)
    {
        await HangAsync();
        return Key(keyUri).PublicKey.ExportSubjectPublicKeyInfo();
    }

    public async Task<TokenPublicKey> PublicKeyAsync(string keyUri, CancellationToken cancellationToken) =>
        new(_names.GetValueOrDefault(keyUri, keyUri), await SubjectPublicKeyInfoAsync(keyUri, cancellationToken));

    public async Task<byte[]> CertificateRequestAsync(
        string keyUri,
        CertificateRequestContent content,
        CancellationToken cancellationToken
    )
    {
        trace.Add("token requests for " + content.Subject.CommonName);
        await HangAsync();
        return CertificateRequests.Create(content, Key(keyUri).Generator);
    }

    public Task<IReadOnlyList<TokenObject>> FindAsync(string token, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TokenObject>>([]);

    public async ValueTask<byte[]> SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    )
    {
        if (Failure is { } failure && (FailingKey ?? keyUri) == keyUri)
        {
            throw failure;
        }
        await HangAsync();
        trace.Add("token signs");
        Signatures++;
        var key = SignsWithAnother ? TestKey.Ec().Key : Key(keyUri).Key;
        return SoftwareDigestSigner.Sign(key, algorithm, digest.Span);
    }

    private Task HangAsync() => Hang?.WaitAsync() ?? Task.CompletedTask;

    private TestKey Key(string uri) =>
        _keys.GetValueOrDefault(uri) ?? throw new SigningException(SigningErrorKind.IdentityNotFound, "No such key.");
}
