// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Entries with every value set, each different from the others.</summary>
internal static class Samples
{
    public static DateTimeOffset SigningTime { get; } = new(2026, 5, 31, 8, 30, 15, 123, 456, TimeSpan.Zero);

    public static JournalOptions Options(string path) => new() { Path = path, NodeId = "node-1" };

    public static RequestKey Key(string id) => new("so-gddt-hn", "loopback", id);

    public static SigningIntent Intent(string id, int attempt = 1, int step = 0) =>
        new()
        {
            Request = Key(id),
            Attempt = attempt,
            Step = step,
            IdentityId = "gv-toán-01",
            IdentityVersion = 2,
            CertificateThumbprint = Hash("certificate"),
            ClaimedRole = "GVBM:TOAN",
            InputDigest = Hash("input " + id),
            DigestToSign = Hash($"sign {id} {attempt} {step}"),
            Algorithm = SignatureAlgorithm.EcdsaSha256,
            SigningTime = SigningTime.AddTicks(7),
            SignatureId = $"GVBM-TOAN-{step}",
        };

    public static SigningIntent Timestamp(string id, int attempt = 1, int step = 0) =>
        Intent(id, attempt, step) with
        {
            IdentityId = "",
            IdentityVersion = 0,
            CertificateThumbprint = default,
            ClaimedRole = SigningIntent.DocumentTimestampRole,
            Algorithm = new SignatureAlgorithm(SignatureScheme.None, HashAlgorithmName.SHA256),
            SignatureId = "DTS-1",
        };

    public static SigningOutcome Signed(string id, int attempt = 1, int step = 0) =>
        new()
        {
            Request = Key(id),
            Attempt = attempt,
            Step = step,
            Kind = OutcomeKind.Signed,
            SignatureValue = Hash($"value {id} {step}"),
            TimestampToken = Encoding.UTF8.GetBytes("token " + id),
            TimestampTime = SigningTime.AddSeconds(1),
            TimestampAuthority = "tsa-1",
            ResultDigest = Hash("result " + id),
        };

    public static SigningOutcome Failed(string id, int attempt = 1, int step = 0) =>
        new()
        {
            Request = Key(id),
            Attempt = attempt,
            Step = step,
            Kind = OutcomeKind.Failed,
            Error = SigningErrorKind.HsmUnavailable,
        };

    public static SealedPair Pair(string id) =>
        new()
        {
            Request = Key(id),
            LookupCode = "0123456789abcdef0123456789abcdef",
            XmlDigest = Hash("xml " + id),
            PdfDigest = Hash("pdf " + id),
            SealedAt = SigningTime.AddSeconds(2),
        };

    public static JournalEvent Refused(string id) =>
        new()
        {
            Kind = JournalEventKind.CallRefused,
            Tenant = "so-gddt-hn",
            Caller = "trường-12",
            Operation = "SigningService/Sign",
            Subject = "gv-toán-01",
            RequestId = id,
            Error = SigningErrorKind.NotPermitted,
            Detail = "No grant covers the role.",
            Count = 3,
        };

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
