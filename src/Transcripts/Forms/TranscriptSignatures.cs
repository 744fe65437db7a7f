// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What a verification report gives to the page.</summary>
public static class TranscriptSignatures
{
    private const string CommonName = "2.5.4.3";
    private const string OrganizationName = "2.5.4.10";
    private const int MaxNames = 4096;

    private static readonly ConcurrentDictionary<string, (string? Signer, string? Organisation)> s_names = new(
        StringComparer.Ordinal
    );

    /// <summary>The signatures that passed and have a role, in document order. Others are never shown as signatures.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>: the document, or a signature of it, is broken; the field names which.
    /// </exception>
    public static IReadOnlyList<TranscriptSignature> From(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        RequireUnbroken(report);
        var passed = new List<TranscriptSignature>(report.Signatures.Count);
        foreach (var signature in report.Signatures)
        {
            if (signature is { Indication: Indication.TotalPassed, Role: { } role })
            {
                passed.Add(Of(signature, role));
            }
        }
        return passed;
    }

    /// <summary>Complete only when everything passed and no required role is missing.</summary>
    public static SealState StateOf(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return
            report is { Integrity: Integrity.Intact, Indication: Indication.TotalPassed, MissingRoles.Count: 0 }
            && report.Signatures.Count > 0
            ? SealState.Complete
            : SealState.Draft;
    }

    private static void RequireUnbroken(VerificationReport report)
    {
        if (report.Integrity is Integrity.Intact or Integrity.Unsigned)
        {
            return;
        }
        SignatureReport? broken = null;
        foreach (var signature in report.Signatures)
        {
            broken ??= signature.Integrity == Integrity.Intact ? null : signature;
        }
        throw new SigningException(
            SigningErrorKind.MalformedDocument,
            broken is null
                ? "The document is broken, so that it is not rendered."
                : "A signature of the document is broken, so that it is not rendered.",
            broken is null ? null
                : broken.Role is { } role ? role.ToString()
                : broken.Id
        );
    }

    private static TranscriptSignature Of(SignatureReport signature, RoleClaim role)
    {
        var (signer, organisation) = Names(signature.Signer);
        var (capacity, replaced) = CapacityOf(signature.ClaimedRole);
        return new TranscriptSignature
        {
            Role = role,
            Signer = signer ?? signature.Signer ?? "",
            Organisation = organisation,
            Time = signature.Timestamp?.Time ?? signature.SigningTime,
            Serial = signature.Serial ?? "",
            Capacity = capacity,
            OnBehalfOf = replaced,
        };
    }

    // .NET tries each value as a PrintableString first and throws behind the scenes where that does not fit, which no Vietnamese
    // name does: to read one takes as long as a signature. A school has few signers, and all of these are trusted ones.
    private static (string? Signer, string? Organisation) Names(string? subject)
    {
        if (string.IsNullOrEmpty(subject))
        {
            return default;
        }
        if (s_names.TryGetValue(subject, out var known))
        {
            return known;
        }
        if (s_names.Count >= MaxNames)
        {
            s_names.Clear();
        }
        return s_names.GetOrAdd(subject, ReadNames);
    }

    private static (string? Signer, string? Organisation) ReadNames(string subject)
    {
        (string? Signer, string? Organisation) names = default;
        try
        {
            foreach (var part in new X500DistinguishedName(subject).EnumerateRelativeDistinguishedNames())
            {
                var kind = part.HasMultipleElements ? null : part.GetSingleElementType().Value;
                names.Signer ??= kind == CommonName ? part.GetSingleElementValue() : null;
                names.Organisation ??= kind == OrganizationName ? part.GetSingleElementValue() : null;
            }
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // a name that .NET can't parse again is shown as it stands
            return default;
        }
        return names;
    }

    /// <summary>Reads <c>CBQL;capacity=KT;on_behalf_of=…</c> as <see cref="SigningStep.ClaimedRole"/> writes it.</summary>
    private static (SigningCapacity Capacity, string? OnBehalfOf) CapacityOf(string? claimed)
    {
        var parts = claimed?.Split(';', 3) ?? [];
        var capacity =
            parts.Length < 2 ? SigningCapacity.None
            : parts[1] == "capacity=KT" ? SigningCapacity.Kt
            : parts[1] == "capacity=SIGNED_IN_PLACE_OF" ? SigningCapacity.SignedInPlaceOf
            : SigningCapacity.None;
        const string Prefix = "on_behalf_of=";
        return
            capacity != SigningCapacity.None
            && parts.Length == 3
            && parts[2].StartsWith(Prefix, StringComparison.Ordinal)
            ? (capacity, parts[2][Prefix.Length..])
            : (capacity, null);
    }
}
