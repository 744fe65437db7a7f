// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Step 8: the verifier runs on the output bytes, with a parse of its own, before anything is returned.</summary>
internal sealed class SelfVerifier(SigningPorts ports, SigningPipelineOptions options)
{
    /// <summary>The whole document has to be intact, and every signature made now has to pass.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>: the document came with a signature that does not verify.
    /// <see cref="SigningErrorKind.SelfVerificationFailed"/>: it is our doing.
    /// </exception>
    public void Verify(AuthorizedRequest authorized, SignedDocument signed, DateTimeOffset now)
    {
        if (options.SelfVerification == SelfVerification.SignatureOnly)
        {
            return;
        }
        var request = authorized.Request;
        var verifier = ports.Verifiers.First(v => v.Format == request.Format);
        var context = new VerificationContext(authorized.Catalog.AnchorsOf(request.Key.Tenant), now);
        var report = verifier.Verify(signed.Document, context);
        var failed = signed.Signatures.FirstOrDefault(made =>
            !report.Signatures.Any(s =>
                s.Id == made.SignatureId
                && s.Indication == Indication.TotalPassed
                && s.Timestamp?.Time == made.TimestampTime
            )
        );
        if (report.Integrity == Integrity.Intact && failed is null)
        {
            return;
        }
        throw WasBroken(verifier, request, context)
            ? new SigningException(
                SigningErrorKind.MalformedDocument,
                "The document came with a signature that does not verify, or with parts that its form does not place.",
                "document"
            )
            : new SigningException(
                SigningErrorKind.SelfVerificationFailed,
                $"The finished document did not verify ({failed?.SignatureId ?? report.Reason})."
            );
    }

    private static bool WasBroken(IDocumentVerifier verifier, SigningRequest request, VerificationContext context) =>
        verifier.Verify(request.Document, context).Integrity is not (Integrity.Intact or Integrity.Unsigned);
}
