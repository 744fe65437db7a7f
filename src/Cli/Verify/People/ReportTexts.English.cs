// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

internal sealed partial record ReportTexts
{
    private static readonly ReportTexts English = new()
    {
        Language = "en",
        DecimalSeparator = ".",
        Verifying = "Verifying",
        Totals = "{0} of {1} files passed, {2} signatures, {3} s",
        None = "None",
        NotStated = "Not stated",
        File = "File",
        Verdict = "Verdict",
        Format = "File format",
        Integrity = "Integrity",
        SignatureCount = "Signatures",
        MissingRoles = "Roles that have not signed",
        Detail = "Technical detail",
        Note = "Note",
        SignatureTitle = "Signature {0}/{1}: {2}",
        UnprovenClaims =
            "This signature is not confirmed as valid: the names, the role and the times below are only what the file says.",
        Role = "Role",
        Covers = "What it covers",
        Signer = "Signer",
        ManagingUnit = "Managing unit",
        Issuer = "Certificate issuer",
        SubjectName = "Subject name in full",
        IssuerName = "Issuer name in full",
        Serial = "Certificate serial number",
        CertificatePeriod = "Certificate validity period",
        SigningTime = "Time of signing",
        Timestamp = "Timestamp",
        TimestampAuthority = "Time-stamping authority",
        ValidAtSigning = "Validity at signing time",
        Revocation = "Revocation status",
        Algorithm = "Algorithm",
        Level = "Signature level",
        SignatureId = "Signature Id",
        Warnings = "Warnings",
        Period = "From {0} to {1}",
        ClaimedBySigner = "{0} (as claimed in the signature)",
        NoTimestamp = "No trusted timestamp",
        NoCertificate = "No certificate",
        NoManagingUnit = "The certificate names no managing unit",
        SchemeAndDigest = "{0} with {1}",
        WithinPeriodByTimestamp = "The certificate was within its period (by the timestamp)",
        WithinPeriodByClaim = "The certificate was within its period (by the time claimed in the signature)",
        BeforePeriod = "The certificate was not valid yet",
        AfterPeriod = "The certificate had expired",
        UnknownAtSigning = "Can't be told",
        RevocationNotChecked = "Warning: not checked (no CRL or OCSP data at hand)",
        RevocationRevoked = "The certificate was revoked",
        RevocationUnknown = "The revocation status could not be had",
        WholeDocument = "The whole document",
        NothingCovered = "Can't be told",
        DataNotFound = "Not found in the document",
        CoveredParts = "{0} ({1} parts)",
        SignedRevision = "{0}, as signature {1}/{2} ({3}) signed it",
        RevisionNotWritten = "not written. {0}",
        NoSignedRevision = "{0}: there is no signed revision.",
        XmlHasNoRevisions = "{0}: an XML file has no revisions, so no file was written.",
        RoleSubjectTeacher = "Subject teacher (subject {0})",
        RoleHomeroomTeacher = "Homeroom teacher",
        RoleManager = "Principal or school manager",
        RoleSeal = "Release seal (the school's seal)",
        RoleUnknown = "{0} (not one of the known roles)",
        RoleDocumentTimestamp = "Document timestamp (nobody's signature)",
        OnBehalfAsDeputy = "{0}, signed by a deputy (KT.) for {1}",
        OnBehalfInPlace = "{0}, signed in place of {1}",
        FilePassed = "The signature is valid: all signatures in the file ({0}) are valid and the data is intact.",
        NotPassed = "{0}: {1}.",
        FileUnsigned = "The file has no digital signature.",
        FileUnreadable = "The file can't be read, so its signatures can't be verified.",
        FileLacksRoles = "Note: signatures are missing from {0}.",
        SignaturePassed =
            "The signature is valid: the data is intact since signing and the signer's certificate is trusted.",
        DocumentTimestampPassed =
            "The document timestamp is valid: the document has been intact since that time and the authority is trusted.",
        Indications = new Dictionary<Indication, string>
        {
            [Indication.TotalPassed] = "The signature is valid",
            [Indication.TotalFailed] = "The signature is not valid",
            [Indication.Indeterminate] = "Not enough grounds for a conclusion",
        }.ToFrozenDictionary(),
        SubIndications = new Dictionary<SubIndication, string>
        {
            [SubIndication.None] = "no reason is stated",
            [SubIndication.FormatFailure] = "the form of the signature or of the document breaks a rule",
            [SubIndication.HashFailure] = "the data was changed after signing",
            [SubIndication.SigCryptoFailure] = "the signature value does not fit the signer's public key",
            [SubIndication.SignedDataNotFound] = "data that the signature refers to was not found",
            [SubIndication.NoSigningCertificateFound] = "the signer's certificate was not found in the signature",
            [SubIndication.NoCertificateChainFound] = "the signer's certificate does not lead to a trusted authority",
            [SubIndication.Revoked] = "the signer's certificate was revoked",
            [SubIndication.RevokedNoPoe] =
                "the signer's certificate was revoked and nothing proves that the signature is older",
            [SubIndication.Expired] = "the signature was made after the certificate expired",
            [SubIndication.NotYetValid] = "the signature was made before the certificate became valid",
            [SubIndication.OutOfBoundsNoPoe] =
                "the certificate is outside its period now and nothing proves that the signature is from within",
            [SubIndication.CryptoConstraintsFailure] = "an algorithm or a key size is too weak",
            [SubIndication.ChainConstraintsFailure] = "the certificate or its path breaks a rule of use",
            [SubIndication.SigConstraintsFailure] = "the signature breaks a rule of its policy",
            [SubIndication.TimestampOrderFailure] = "the timestamps do not fit one another in time",
            [SubIndication.TryLater] = "the status of a certificate could not be had; try again later",
            [SubIndication.Generic] = "the signature can't be verified, for the cause in the technical detail",
        }.ToFrozenDictionary(),
        Integrities = new Dictionary<Integrity, string>
        {
            [Core.Integrity.Intact] = "Intact: what was signed has not changed since",
            [Core.Integrity.Broken] = "Broken: content, signature or structure is not what was signed",
            [Core.Integrity.Unsupported] = "Not checked: an algorithm or a transform is not supported",
            [Core.Integrity.Unsigned] = "There is no signature, so nothing can be told",
            [Core.Integrity.Unreadable] = "The file can't be read, so nothing can be told",
        }.ToFrozenDictionary(),
        IntegritiesInShort = new Dictionary<Integrity, string>
        {
            [Core.Integrity.Intact] = "Intact",
            [Core.Integrity.Broken] = "Broken",
            [Core.Integrity.Unsupported] = "Not checked",
            [Core.Integrity.Unsigned] = "Unsigned",
            [Core.Integrity.Unreadable] = "Unreadable",
        }.ToFrozenDictionary(),
        Parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/HocBaSo"] = "Transcript",
            ["/HocBaSo/ThongTinHocBa"] = "Header of the transcript",
            ["/HocBaSo/KetQuaMonHoc"] = "Subject results",
            ["/HocBaSo/TongKet"] = "Summary of the year",
            ["/HocBaSo/PhatHanh"] = "Release data",
            ["/HocBaSo/DSCKS/GVCN/Signature/SignatureValue"] = "Signature of the homeroom teacher",
        }.ToFrozenDictionary(StringComparer.Ordinal),
        // they are English already
        Sentences = FrozenDictionary<string, string>.Empty,
    };
}
