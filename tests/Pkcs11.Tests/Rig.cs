// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>A signer over a faulty module and fresh tokens that all hold one P-256 key under the same id.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly byte[] KeyId = [0x0A, 0x0B];
    private readonly List<SoftHsmToken> _tokens = [];
    private Pkcs11DigestSigner? _signer;

    public Rig(int tokens = 1)
    {
        for (var i = 0; i < tokens; i++)
        {
            var token = SoftHsmToken.Create();
            token.Generate(KeyKind.EcP256, "key", KeyId);
            _tokens.Add(token);
        }

        Options = new Pkcs11Options
        {
            Tokens = [.. _tokens.Select(token => token.Options)],
            RecoveryBackOff = TimeSpan.FromMilliseconds(20),
            RecoveryBackOffMaximum = TimeSpan.FromMilliseconds(100),
        };
    }

    public FaultyModule Module { get; } = new();

    public RecordingEvents Events { get; } = new();

    public ShiftedTime Time { get; } = new();

    public Pkcs11Options Options { get; set; }

    /// <summary>Names the key on whichever token holds it.</summary>
    public string Uri { get; set; } = Pkcs11Uri.ForPrivateKey(null, KeyId).ToString();

    public Pkcs11DigestSigner Signer => _signer!;

    public TokenHealth Health => Signer.Health.Tokens[0];

    public SoftHsmToken Token(int index = 0) => _tokens[index];

    public async Task<Rig> StartAsync()
    {
        _signer = Module.CreateSigner(Options, Events, Time);
        await _signer.StartAsync();
        return this;
    }

    /// <summary>Signs 32 random octets and checks nothing.</summary>
    public Task<byte[]> SignAsync(CancellationToken cancellationToken = default) =>
        Signer
            .SignDigestAsync(Uri, SignatureAlgorithm.EcdsaSha256, RandomNumberGenerator.GetBytes(32), cancellationToken)
            .AsTask()
            .WaitAsync(Patience, CancellationToken.None);

    /// <summary>Signs and verifies with the public keys of the tokens: one of them has to accept.</summary>
    public async Task SignAndVerifyAsync()
    {
        var digest = RandomNumberGenerator.GetBytes(32);
        var signature = await Signer
            .SignDigestAsync(Uri, SignatureAlgorithm.EcdsaSha256, digest, default)
            .AsTask()
            .WaitAsync(Patience);
        Assert.Contains(_tokens, token => Verifies(token, digest, signature));
    }

    public async Task<SigningException> SignExpecting(SigningErrorKind kind)
    {
        var error = await Assert.ThrowsAsync<SigningException>(() => SignAsync());
        Assert.Equal(kind, error.Kind);
        return error;
    }

    public async ValueTask DisposeAsync()
    {
        if (_signer is not null)
        {
            await _signer.DisposeAsync();
        }

        _tokens.ForEach(token => token.Dispose());
    }

    private static bool Verifies(SoftHsmToken token, byte[] digest, byte[] signature)
    {
        using var keys = TokenKeys.Open(token.Options);
        using var key = keys.ReadPublicKey(Pkcs11Uri.ForPrivateKey(null, KeyId));
        return ((ECDsa)key).VerifyHash(digest, signature);
    }
}
