// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
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
        CertificateFiles.RequireSigningKey(chain[0], Path, errors);
        CertificateFiles.RequireChain(chain, Path, errors);
        return new CheckpointIdentity(key, chain, BuiltInAuthority.AlgorithmOf(chain[0]));
    }
}
