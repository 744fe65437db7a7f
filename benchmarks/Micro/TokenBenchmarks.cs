// SPDX-License-Identifier: Apache-2.0
using BenchmarkDotNet.Attributes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>
/// The token's ceiling, to stand beside what else is measured in the same run: one signature in a bare loop, one session, nothing
/// of this server around it. SoftHSM in a folder of its own.
/// </summary>
public class TokenBenchmarks
{
    private readonly byte[] _digest = new byte[32];
    private SoftHsmToken _token = null!;
    private ICryptoki _cryptoki = null!;
    private SignatureAlgorithm _algorithm;
    private nuint _session;
    private Pkcs11DigestSigner _login = null!;
    private TokenKey _key = null!;

    /// <summary>Which key.</summary>
    [Params(KeyKind.EcP256, KeyKind.Rsa2048)]
    public KeyKind Kind { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _token = SoftHsmToken.Create();
        // Logs in, and stays so while it lives: that holds for every session of the process.
        _login = new Pkcs11DigestSigner(new Pkcs11Options { Tokens = [_token.Options with { Sessions = 1 }] });
        _login.StartAsync().GetAwaiter().GetResult();
        var name = _token.Generate(Kind);
        _algorithm = Kind == KeyKind.EcP256 ? SignatureAlgorithm.EcdsaSha256 : SignatureAlgorithm.RsaPssSha256;
        _login.SignDigestAsync(name, _algorithm, _digest, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _cryptoki = ProcessModules.Shared.Open(_token.Options);
        var (slot, _) = TokenLocator.Find(_cryptoki, _token.Options);
        _cryptoki.OpenSession(slot, Ck.SessionFlag.Serial, out _session);
        KeyLookup.Find(_cryptoki, _session, Pkcs11Uri.Parse(name), 0, out var key, out _);
        _key = key!;
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _cryptoki.CloseSession(_session);
        _login.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _token.Dispose();
    }

    [Benchmark(Description = "token: one signature")]
    public byte[] Sign()
    {
        var answer = TokenSigner.Sign(_cryptoki, _session, _key, _algorithm, _digest, out var signature);
        return answer == Ckr.Ok ? signature : throw new InvalidOperationException($"The token answered {answer}.");
    }
}
