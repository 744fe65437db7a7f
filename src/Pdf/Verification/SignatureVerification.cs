// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fields;
using HocBaSo.Signing.Pdf.Pades;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>One signature field with its value, and what was found of it. Integrity first; trust is decided afterwards.</summary>
internal sealed class SignatureVerification(DocumentParts parts, FormField formField)
{
    public FormField Field => formField;

    public Verdict Verdict { get; } = new();

    /// <summary>Null when its form is broken.</summary>
    public SignedRange? Range { get; private set; }

    /// <summary>The index of the section that was the newest when it was signed; -1 when it is none.</summary>
    public int Section { get; private set; } = -1;

    /// <summary>Where its dictionary stands in the file: a later signature stands further back.</summary>
    public long Place { get; private set; } = long.MaxValue;

    /// <summary>What it allows of later revisions; null when that can't be read.</summary>
    public ChangePermissions? Permissions { get; private set; }

    /// <summary>The name of the /SubFilter.</summary>
    public string SubFilter { get; private set; } = "";

    public bool IsDocumentTimestamp => SubFilter == SubFilters.Timestamp;

    public CmsCheck? Cms { get; private set; }

    /// <summary>The timestamp that passed: on the signature, or the document timestamp itself.</summary>
    public TimestampReport? Timestamp { get; private set; }

    /// <summary>The token of a document timestamp.</summary>
    public TimestampVerification? Token { get; private set; }

    public string? ClaimedRole { get; private set; }

    public DateTimeOffset? SigningTime { get; private set; }

    /// <summary>The earliest time at which it is proved to have existed; null when nothing proves one.</summary>
    public DateTimeOffset? ProvedTime { get; set; }

    /// <summary>Everything but trust and later revisions.</summary>
    public void CheckIntegrity() =>
        Guard(() =>
        {
            var signature = ReadDictionary();
            Range = SignedRange.Read(signature, parts.Document.Length);
            Section = parts.History.SectionEndingAt(parts.Document, Range.End);
            Permissions = new ChangePermissions(
                parts.File.AsOfSection(Section),
                signature,
                formField.Locks,
                parts.Budget
            );
            new DictionaryRules(parts.File.AsOfSection(Section), formField, SubFilter).Check(
                signature,
                Permissions.Certifies
            );
            CheckValue(signature, Range);
        });

    /// <summary>Runs a check; what it throws for what the document holds goes to the verdict.</summary>
    public void Guard(Action check) => Guard(Verdict, check);

    /// <summary>The same for another verdict.</summary>
    public static void Guard(Verdict verdict, Action check)
    {
        try
        {
            check();
        }
        catch (VerificationFaultException fault)
        {
            verdict.Add(fault);
        }
        catch (SigningException refusal)
        {
            verdict.Add(VerificationFaultException.From(refusal));
        }
        catch (PkiFormatException e)
        {
            verdict.Fail(SubIndication.FormatFailure, e.Message);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException or OverflowException)
        {
            verdict.Fail(SubIndication.FormatFailure, "The CMS value is not well-formed.");
        }
    }

    private PdfValue ReadDictionary()
    {
        var signature = parts.File.Newest.Resolve(formField.RawValue);
        if (!signature.IsDictionary)
        {
            throw VerificationFaultException.Format("The signature field has a value that is no signature dictionary.");
        }
        Place = signature.Offset;
        var filter = signature.Find("SubFilter"u8);
        // Readers differ in which of two they take.
        parts.Budget.Charge(signature.Raw.Length);
        ValueComparison.Entries(signature);
        SubFilter = filter.Kind == PdfKind.Name ? PdfNames.Decode(filter) : "";
        SigningTime = PdfDates.Read(signature.Find("M"u8));
        return signature;
    }

    private void CheckValue(PdfValue signature, SignedRange range)
    {
        parts.Budget.Charge(WorkBudget.KeyOperation);
        switch (SubFilter)
        {
            case SubFilters.Cades:
                CheckCms(range, isCades: true);
                break;
            case SubFilters.Pkcs7:
                CheckCms(range, isCades: false);
                break;
            case SubFilters.Timestamp:
                CheckToken(range);
                break;
            case "adbe.pkcs7.sha1" or "adbe.x509.rsa_sha1":
                throw VerificationFaultException.Unsupported(
                    $"{SubFilter} rests on SHA-1, which is too weak.",
                    SubIndication.CryptoConstraintsFailure
                );
            default:
                throw signature.Find("SubFilter"u8).IsAbsent
                    ? VerificationFaultException.Format("The signature has no /SubFilter.")
                    : VerificationFaultException.Unsupported("The /SubFilter of the signature is not known here.");
        }
    }

    private void CheckCms(SignedRange range, bool isCades)
    {
        var contents = CmsContents.Read(range.Contents);
        Cms = new CmsCheck(contents, isCades, parts, Verdict);
        ClaimedRole = SignerAttributes.ClaimedRoleOf(contents.Signer);
        var attributeTime = SignerAttributes.SigningTimeOf(contents.Signer);
        SigningTime = isCades ? SigningTime ?? attributeTime : attributeTime ?? SigningTime;
        Cms.Run(digest => parts.Digest(range, digest));
        CheckRole();
        Timestamp = parts.Timestamps.CheckSignature(contents, Verdict);
        ProvedTime = Timestamp?.Time;
    }

    private void CheckToken(SignedRange range)
    {
        Token = parts.Timestamps.CheckDocument(range, digest => parts.Digest(range, digest), Verdict);
        Timestamp = Token.Passed ? new TimestampReport(Token.Time!.Value, Token.Authority ?? "") : null;
        ProvedTime = Timestamp?.Time;
        SigningTime = Token.Time ?? SigningTime;
    }

    private void CheckRole()
    {
        if (
            RoleClaim.OfClaimedRole(ClaimedRole) is { } claimed
            && FieldNames.RoleOf(formField.Name) is { } expected
            && claimed != expected
        )
        {
            Verdict.Fail(
                SubIndication.SigConstraintsFailure,
                $"The signer claims the role {claimed}, and the field is that of {expected}."
            );
        }
    }
}
