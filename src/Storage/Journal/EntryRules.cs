// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>Checks entries on the caller's thread, so that a defect in one never costs others their commit.</summary>
internal static class EntryRules
{
    private const int MaxSubject = 256;
    private const int MaxDetail = 1000;

    public static SigningIntent[] Checked(IReadOnlyList<SigningIntent> intents)
    {
        SigningIntent[] copy = [.. intents];
        foreach (SigningIntent intent in copy)
        {
            CheckKey(intent.Request, intent.Attempt, intent.Step);
            CheckIdentity(intent);
            ArgumentOutOfRangeException.ThrowIfNegative(intent.IdentityVersion);
            ArgumentNullException.ThrowIfNull(intent.ClaimedRole);
            ArgumentException.ThrowIfNullOrEmpty(intent.SignatureId);
            ArgumentException.ThrowIfNullOrEmpty(intent.Algorithm.Digest.Name);
            _ = ColumnText.Of(intent.Algorithm.Scheme);
        }
        return copy;
    }

    public static SigningOutcome[] Checked(IReadOnlyList<SigningOutcome> outcomes)
    {
        SigningOutcome[] copy = [.. outcomes];
        foreach (SigningOutcome outcome in copy)
        {
            CheckKey(outcome.Request, outcome.Attempt, outcome.Step);
            _ = ColumnText.Of(outcome.Kind);
        }
        return copy;
    }

    public static SealedPair Checked(SealedPair pair)
    {
        CheckKey(pair.Request, attempt: 1, step: 0);
        ArgumentException.ThrowIfNullOrEmpty(pair.LookupCode);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pair.XmlDigest.Length, SHA256.HashSizeInBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pair.PdfDigest.Length, SHA256.HashSizeInBytes);
        return pair;
    }

    public static JournalEvent Checked(JournalEvent entry)
    {
        _ = ColumnText.Of(entry.Kind);
        ArgumentNullException.ThrowIfNull(entry.Tenant);
        ArgumentNullException.ThrowIfNull(entry.Caller);
        ArgumentNullException.ThrowIfNull(entry.Operation);
        ArgumentNullException.ThrowIfNull(entry.RequestId);
        ArgumentOutOfRangeException.ThrowIfLessThan(entry.Count, 1);
        return entry with { Subject = Cut(entry.Subject, MaxSubject), Detail = Cut(entry.Detail, MaxDetail) };
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    // A document timestamp is nobody's; everything else is somebody's.
    private static void CheckIdentity(SigningIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent.IdentityId);
        if (intent.IsDocumentTimestamp != (intent.IdentityId.Length == 0))
        {
            throw new ArgumentException("An intent names its identity, unless it is for a document timestamp.");
        }
    }

    private static void CheckKey(RequestKey request, int attempt, int step)
    {
        ArgumentException.ThrowIfNullOrEmpty(request.Tenant);
        ArgumentException.ThrowIfNullOrEmpty(request.Caller);
        ArgumentException.ThrowIfNullOrEmpty(request.RequestId);
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
    }
}
