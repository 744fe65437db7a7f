// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Journals of signatures whose keys and days are chosen.</summary>
internal static class UsesOfKeys
{
    /// <summary>Appends signatures of a key at a time, and intents of it that failed.</summary>
    public static async Task WriteAsync(
        string journal,
        DateTimeOffset time,
        (string Tenant, string Identity, int Version) key,
        int signed,
        int failed = 0,
        ReadOnlyMemory<byte> evidence = default
    )
    {
        await using var open = SqliteSigningJournal.Open(
            new JournalOptions { Path = journal, NodeId = "node-1" },
            new At(time)
        );
        for (var i = 0; i < signed + failed; i++)
        {
            var request = new RequestKey(key.Tenant, "school", $"{key.Identity}/{key.Version}/{time:O}/{i}");
            var intent = Intent(request, key.Identity, key.Version, time) with { StatusEvidence = evidence };
            await open.AppendAsync([intent], CancellationToken.None);
            await open.AppendAsync([Outcome(request, i < signed)]);
        }
    }

    /// <summary>SHA-256 of what stands for the certificate of a version.</summary>
    public static byte[] Thumbprint(string identity, int version) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{identity}/{version}"));

    private static SigningIntent Intent(RequestKey request, string identity, int version, DateTimeOffset time) =>
        new()
        {
            Request = request,
            Attempt = 1,
            Step = 0,
            IdentityId = identity,
            IdentityVersion = version,
            CertificateThumbprint = Thumbprint(identity, version),
            ClaimedRole = "CBQL",
            InputDigest = new byte[32],
            DigestToSign = new byte[32],
            Algorithm = SignatureAlgorithm.EcdsaSha256,
            SigningTime = time,
            SignatureId = "CBQL-1",
        };

    private static SigningOutcome Outcome(RequestKey request, bool isSigned) =>
        new()
        {
            Request = request,
            Attempt = 1,
            Step = 0,
            Kind = isSigned ? OutcomeKind.Signed : OutcomeKind.Failed,
            SignatureValue = isSigned ? new byte[64] : default,
            ResultDigest = isSigned ? new byte[32] : default,
            Error = isSigned ? null : SigningErrorKind.HsmUnavailable,
        };

    private sealed class At(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }
}
