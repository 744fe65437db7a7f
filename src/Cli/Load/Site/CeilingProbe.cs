// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// What the token alone can do, with the mechanism, the sessions and a key of the run: measured just before and just after it, while the
/// server is idle. Where several tokens may hold the key, those that do are measured together, as the server uses them.
/// </summary>
internal sealed class CeilingProbe
{
    private readonly IReadOnlyList<TokenOptions> _tokens;
    private readonly string _key;
    private readonly SignatureAlgorithm _algorithm;

    private CeilingProbe(IReadOnlyList<TokenOptions> tokens, string key, SignatureAlgorithm algorithm) =>
        (_tokens, _key, _algorithm) = (tokens, key, algorithm);

    /// <summary>The algorithm.</summary>
    public string Algorithm => _algorithm.ToString();

    /// <summary>How many sessions sign at the same time.</summary>
    public int Sessions => _tokens[0].Sessions ?? 1;

    /// <summary>True when nobody said of a token how many sessions sign on it, so that one does.</summary>
    public bool IsGuess => _tokens.Any(static token => token.Sessions is null);

    /// <summary>Whether another measures the same: the same algorithm on the same tokens.</summary>
    public bool IsLike(CeilingProbe other) =>
        _algorithm == other._algorithm
        && _tokens.Select(static token => token.Name).SequenceEqual(other._tokens.Select(static token => token.Name));

    /// <summary>The probe of the key of an identity.</summary>
    /// <param name="options">The server's configuration.</param>
    /// <param name="identity">The identity.</param>
    /// <param name="known">How many sessions the server signs with, as far as it tells; what it is configured with comes second.</param>
    /// <returns>Null where the configuration doesn't name the identity's key: administrators have made it.</returns>
    /// <exception cref="CommandException">The configuration has no such identity, or its certificate can't be read.</exception>
    public static CeilingProbe? Of(SigningServerOptions options, string identity, IReadOnlyList<TokenSessions> known)
    {
        var found =
            options.Identities.FirstOrDefault(i => i.Id == identity)
            ?? throw new CommandException($"{options.Source}: there is no identity '{identity}'", ExitCode.Fault);
        if (found.Key.Length == 0 || found.CertificateFile.Length == 0)
        {
            return null;
        }
        var certificate = PemCertificates.Read([found.CertificateFile])[0];
        using var rsa = certificate.PublicKey.GetRSAPublicKey();
        using var ecdsa = certificate.PublicKey.GetECDsaPublicKey();
        var algorithm = (rsa, ecdsa?.KeySize) switch
        {
            ({ }, _) => SignatureAlgorithm.RsaPssSha256,
            (_, 384) => SignatureAlgorithm.EcdsaSha384,
            _ => SignatureAlgorithm.EcdsaSha256,
        };
        var family = rsa is null ? KeyFamily.Ec : KeyFamily.Rsa;
        var tokens = MayHold(options.Tokens, Pkcs11Uri.Parse(found.Key))
            .Select(token =>
                known.FirstOrDefault(one => one.Token == token.Name && one.Family == family) is { } one
                    ? token with
                    {
                        Sessions = one.Sessions,
                    }
                    : token
            );
        return new CeilingProbe([.. tokens], found.Key, algorithm);
    }

    /// <summary>Signatures per second, of all tokens together that hold the key.</summary>
    /// <exception cref="CommandException">No token can be used.</exception>
    public async Task<double> MeasureAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var all = await Task.WhenAll(
            _tokens.Select(token => Task.Run(() => Measure(token, duration), cancellationToken))
        );
        return all.Any(static m => m.Rate is not null)
            ? all.Sum(static m => m.Rate ?? 0)
            : throw new CommandException($"the token's ceiling can't be measured: {all[0].Fault}", ExitCode.Fault);
    }

    private (double? Rate, string? Fault) Measure(TokenOptions token, TimeSpan duration)
    {
        try
        {
            return (TokenCeiling.Measure(token, _key, _algorithm, duration), null);
        }
        catch (Pkcs11Exception e)
        {
            return (null, e.Message);
        }
    }

    // Where none is left, the fault is the first one's to tell.
    private static IReadOnlyList<TokenOptions> MayHold(IReadOnlyList<TokenOptions> tokens, Pkcs11Uri key)
    {
        return [.. tokens.Where(token => token.MayBe(key)).DefaultIfEmpty(tokens[0])];
    }
}
