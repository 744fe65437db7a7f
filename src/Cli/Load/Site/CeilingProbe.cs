// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// What the token alone can do, with the mechanism, the sessions and a key of the run: measured just before and just after it, while the
/// server is idle.
/// </summary>
internal sealed class CeilingProbe
{
    private readonly TokenOptions _token;
    private readonly string _key;
    private readonly SignatureAlgorithm _algorithm;

    private CeilingProbe(TokenOptions token, string key, SignatureAlgorithm algorithm) =>
        (_token, _key, _algorithm) = (token, key, algorithm);

    /// <summary>The algorithm.</summary>
    public string Algorithm => _algorithm.ToString();

    /// <summary>How many sessions sign at the same time.</summary>
    public int Sessions => _token.Sessions ?? 1;

    /// <summary>The probe of the key of an identity.</summary>
    /// <param name="options">The server's configuration.</param>
    /// <param name="identity">The identity.</param>
    /// <param name="chosen">How many sessions a server in this process has chosen; none where there is no such server.</param>
    /// <exception cref="CommandException">The configuration has no such identity, or no certificate of it.</exception>
    public static CeilingProbe Of(SigningServerOptions options, string identity, IReadOnlyList<SessionChoice> chosen)
    {
        var found =
            options.Identities.FirstOrDefault(i => i.Id == identity)
            ?? throw new CommandException($"{options.Source}: there is no identity '{identity}'", ExitCode.Fault);
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
        var token = options.Tokens[0];
        var sessions = token.Sessions ?? chosen.FirstOrDefault(choice => choice.Family == family)?.Sessions;
        return new CeilingProbe(token with { Sessions = sessions }, found.Key, algorithm);
    }

    /// <summary>Signatures per second.</summary>
    /// <exception cref="CommandException">The token can't be used.</exception>
    public async Task<double> MeasureAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => TokenCeiling.Measure(_token, _key, _algorithm, duration), cancellationToken);
        }
        catch (Pkcs11Exception e)
        {
            throw new CommandException($"the token's ceiling can't be measured: {e.Message}", ExitCode.Fault);
        }
    }
}
