// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Hosting;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>Whose key seals checkpoints.</summary>
/// <param name="KeyUri">The key, as a PKCS#11 URI (RFC 7512).</param>
/// <param name="Chain">Its certificate, then issuers.</param>
/// <param name="Algorithm">Scheme and digest.</param>
internal sealed record CheckpointIdentity(
    string KeyUri,
    IReadOnlyList<X509Certificate2> Chain,
    SignatureAlgorithm Algorithm
)
{
    private const string Path = "journal.checkpointCertificate";

    // Every checkpoint has a time of its own: nothing would be found again.
    private static readonly CertificatePathValidator Paths = new(cacheSize: 0);

    /// <summary>When the first of the certificates ends: from then on no audit accepts a seal.</summary>
    public DateTimeOffset Ends => Chain.Min(static certificate => (DateTimeOffset)certificate.NotAfter);

    /// <summary>
    /// Null when an audit accepts seals of that time, by whoever trusts the last of the certificates; else one sentence that says why not.
    /// </summary>
    public string? WhyNotGood(DateTimeOffset time) =>
        Paths.Validate(Chain[0], Chain, [Chain[^1]], time, PathPurpose.DocumentSigning).Reason;

    /// <summary>Null when there is none, or when something is wrong with it, which is then noted.</summary>
    public static CheckpointIdentity? Load(JournalSettings settings, ErrorList errors)
    {
        if (settings is not { CheckpointKey: { } key, CheckpointCertificateFile: { } file })
        {
            return null;
        }
        var chain = CertificateFiles.Read(file, Path, errors);
        if (chain.Count == 0)
        {
            return null;
        }
        var mistakes = errors.Errors.Count;
        CertificateFiles.RequireSigningKey(chain[0], Path, errors);
        CertificateFiles.RequireChain(chain, Path, errors);
        var identity = new CheckpointIdentity(key, chain, BuiltInAuthority.AlgorithmOf(chain[0]));
        // What is wrong at the first moment at which all of them are valid never gets better. That they end is told while the node runs.
        var begin = chain.Max(static certificate => (DateTimeOffset)certificate.NotBefore);
        if (errors.Errors.Count == mistakes && identity.WhyNotGood(begin) is { } reason)
        {
            errors.Add(Path, $"can't seal anything that an audit accepts: {reason}");
        }
        return identity;
    }
}
