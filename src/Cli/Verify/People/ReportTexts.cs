// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Every word of the report for people, in one language. All members are required, so that a text can't be forgotten in one
/// language; braces are places for values.
/// </summary>
internal sealed partial record ReportTexts
{
    /// <summary>The languages, by what <c>--lang</c> calls them; the first is the default.</summary>
    public static IReadOnlyList<ReportTexts> All => [Vietnamese, English];

    /// <summary>The name in <c>--lang</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Between the integer and the fraction of a number.</summary>
    public required string DecimalSeparator { get; init; }

    public required string Verifying { get; init; }
    public required string Totals { get; init; }
    public required string None { get; init; }
    public required string NotStated { get; init; }

    public required string File { get; init; }
    public required string Verdict { get; init; }
    public required string Format { get; init; }
    public required string Integrity { get; init; }
    public required string SignatureCount { get; init; }
    public required string MissingRoles { get; init; }
    public required string Detail { get; init; }
    public required string Note { get; init; }

    public required string SignatureTitle { get; init; }
    public required string UnprovenClaims { get; init; }
    public required string Role { get; init; }
    public required string Covers { get; init; }
    public required string Signer { get; init; }
    public required string ManagingUnit { get; init; }
    public required string Issuer { get; init; }
    public required string SubjectName { get; init; }
    public required string IssuerName { get; init; }
    public required string Serial { get; init; }
    public required string CertificatePeriod { get; init; }
    public required string SigningTime { get; init; }
    public required string Timestamp { get; init; }
    public required string TimestampAuthority { get; init; }
    public required string ValidAtSigning { get; init; }
    public required string Revocation { get; init; }
    public required string Algorithm { get; init; }
    public required string Level { get; init; }
    public required string SignatureId { get; init; }
    public required string Warnings { get; init; }

    public required string Period { get; init; }
    public required string ClaimedBySigner { get; init; }
    public required string NoTimestamp { get; init; }
    public required string NoCertificate { get; init; }
    public required string NoManagingUnit { get; init; }
    public required string SchemeAndDigest { get; init; }

    public required string WithinPeriodByTimestamp { get; init; }
    public required string WithinPeriodByClaim { get; init; }
    public required string BeforePeriod { get; init; }
    public required string AfterPeriod { get; init; }
    public required string UnknownAtSigning { get; init; }

    public required string RevocationNotChecked { get; init; }
    public required string RevocationRevoked { get; init; }
    public required string RevocationUnknown { get; init; }

    public required string WholeDocument { get; init; }
    public required string NothingCovered { get; init; }
    public required string DataNotFound { get; init; }
    public required string CoveredParts { get; init; }
    public required string CoversWholeFile { get; init; }
    public required string CoversRevision { get; init; }

    public required string SignedRevision { get; init; }
    public required string RevisionNotWritten { get; init; }
    public required string NoSignedRevision { get; init; }
    public required string XmlHasNoRevisions { get; init; }

    public required string PairSame { get; init; }
    public required string PairDiffers { get; init; }
    public required string PairAlone { get; init; }
    public required string PairBroken { get; init; }
    public required string AttachmentsUnreadable { get; init; }

    public required string RoleSubjectTeacher { get; init; }
    public required string RoleHomeroomTeacher { get; init; }
    public required string RoleManager { get; init; }
    public required string RoleSeal { get; init; }
    public required string RoleUnknown { get; init; }
    public required string RoleDocumentTimestamp { get; init; }
    public required string OnBehalfAsDeputy { get; init; }
    public required string OnBehalfInPlace { get; init; }

    public required string FilePassed { get; init; }
    public required string NotPassed { get; init; }
    public required string FileUnsigned { get; init; }
    public required string FileUnreadable { get; init; }
    public required string FileLacksRoles { get; init; }
    public required string FileIsGeneral { get; init; }
    public required string SignaturePassed { get; init; }
    public required string DocumentTimestampPassed { get; init; }

    /// <summary>The verdict in a few words.</summary>
    public required FrozenDictionary<Indication, string> Indications { get; init; }

    /// <summary>Why a signature did not pass, as the rest of a sentence that the verdict begins.</summary>
    public required FrozenDictionary<SubIndication, string> SubIndications { get; init; }

    /// <summary>The state of the data, one sentence.</summary>
    public required FrozenDictionary<Integrity, string> Integrities { get; init; }

    /// <summary>The state of the data, one or two words for a narrow column.</summary>
    public required FrozenDictionary<Integrity, string> IntegritiesInShort { get; init; }

    /// <summary>Names of the parts of a transcript, by the path in its default mapping.</summary>
    public required FrozenDictionary<string, string> Parts { get; init; }

    /// <summary>Sentences of reports, in English there, that people meet often; any other is shown as it is.</summary>
    public required FrozenDictionary<string, string> Sentences { get; init; }

    /// <summary>The texts of a language that <c>--lang</c> names.</summary>
    public static ReportTexts Of(string language) => All.First(t => t.Language == language);
}
