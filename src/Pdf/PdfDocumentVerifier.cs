// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Verification;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf;

/// <summary>
/// Verifies PDFs: PAdES (EN 319 142-1) and <c>adbe.pkcs7.detached</c>, ours and other people's, by EN 319 102-1. Every
/// revision behind a signature is compared with the one before, object by object, and held against what the signature
/// allows (DocMDP, FieldMDP, field locks). It repairs nothing, fetches nothing, and never throws for what a document holds.
/// Safe for concurrent use; keep one, for it remembers certificates and paths.
/// </summary>
public sealed class PdfDocumentVerifier : IDocumentVerifier
{
    private readonly PdfLimits _limits;
    private readonly CertificatePathValidator _paths;
    private readonly TimestampTokenVerifier _timestamps;
    private readonly CertificateStore _certificates = new();

    /// <summary>Makes a verifier.</summary>
    /// <param name="maxBytes">Bytes of a document; default 64 MiB.</param>
    /// <param name="paths">Certificate paths; null for a validator of its own.</param>
    public PdfDocumentVerifier(int maxBytes = 64 << 20, CertificatePathValidator? paths = null)
    {
        _limits = PdfLimits.Default with { MaxBytes = maxBytes };
        _paths = paths ?? new CertificatePathValidator();
        _timestamps = new TimestampTokenVerifier(_paths);
    }

    /// <inheritdoc />
    public DocumentFormat Format => DocumentFormat.Pdf;

    /// <inheritdoc />
    public VerificationReport Verify(ReadOnlyMemory<byte> document, VerificationContext context)
    {
        try
        {
            var file = PdfFile.Open(document, _limits);
            return new DocumentVerification(
                new DocumentParts(document, file, _certificates, _timestamps, context),
                _paths,
                context
            ).Run();
        }
        catch (SigningException refusal)
        {
            return Refusal(refusal);
        }
        catch (VerificationFaultException fault)
        {
            return VerificationReport.Unreadable(DocumentFormat.Pdf, fault.Message);
        }
        catch (OverflowException)
        {
            return VerificationReport.Unreadable(DocumentFormat.Pdf, "A number of the file is out of range.");
        }
    }

    private static VerificationReport Refusal(SigningException refusal)
    {
        var report = VerificationReport.Unreadable(DocumentFormat.Pdf, VerificationFaultException.Spell(refusal));
        return refusal.Kind == SigningErrorKind.UnsupportedFormat
            ? report with
            {
                Integrity = Integrity.Unsupported,
                Indication = Indication.Indeterminate,
                SubIndication = SubIndication.Generic,
            }
            : report;
    }
}
