// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Step 8: the verifier runs on the output bytes, with a parse of its own, before anything is returned.</summary>
internal sealed class SelfVerifier(SigningPorts ports, SigningPipelineOptions options)
{
    /// <summary>The whole document has to be intact, and every signature and document timestamp made now has to pass.</summary>
    /// <param name="authorized">The request.</param>
    /// <param name="signed">What was made of it.</param>
    /// <param name="values">
    /// What steps 5 and 6 checked. The verifier finds key, digest and value in the output by itself; where they are these, the arithmetic
    /// isn't done a second time.
    /// </param>
    /// <param name="now">The time.</param>
    /// <returns>The values that were found right, with those of signatures that the document came with.</returns>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>: the document came with a signature that does not verify.
    /// <see cref="SigningErrorKind.SelfVerificationFailed"/>: it is our doing.
    /// </exception>
    public IReadOnlyList<CheckedValue> Verify(
        AuthorizedRequest authorized,
        SignedDocument signed,
        IReadOnlyList<CheckedValue> values,
        DateTimeOffset now
    )
    {
        if (options.SelfVerification == SelfVerification.SignatureOnly)
        {
            return [];
        }
        var request = authorized.Request;
        var verifier = VerifierOf(request.Format);
        var context = new VerificationContext(authorized.Catalog.AnchorsOf(request.Key.Tenant), now);
        var report = verifier.Verify(signed.Document, context with { CheckedValues = values });
        var failed = FirstFailed(report, signed);
        if (signed.DocumentTimestamp is { } stamp && !report.Signatures.Any(s => Shows(s, stamp, signed)))
        {
            failed ??= stamp.TimestampId;
        }
        if (report.Integrity == Integrity.Intact && failed is null)
        {
            return report.CheckedValues;
        }
        throw WasBroken(verifier, request, context)
            ? new SigningException(
                SigningErrorKind.MalformedDocument,
                "The document came with a signature that does not verify, or with parts that its form does not place.",
                "document"
            )
            : new SigningException(
                SigningErrorKind.SelfVerificationFailed,
                $"The finished document did not verify ({failed ?? report.Reason})."
            );
    }

    private IDocumentVerifier VerifierOf(DocumentFormat format)
    {
        var i = 0;
        while (ports.Verifiers[i].Format != format)
        {
            i++;
        }
        return ports.Verifiers[i];
    }

    private static string? FirstFailed(VerificationReport report, SignedDocument signed)
    {
        foreach (var made in signed.Signatures)
        {
            if (!Shows(report, made))
            {
                return made.SignatureId;
            }
        }
        return null;
    }

    private static bool Shows(VerificationReport report, SignatureSummary made)
    {
        for (var i = 0; i < report.Signatures.Count; i++)
        {
            if (Shows(report.Signatures[i], made.SignatureId, made.TimestampTime))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Shows(SignatureReport found, string id, DateTimeOffset? time) =>
        found.Id == id && found.Indication == Indication.TotalPassed && found.Timestamp?.Time == time;

    // It came last, so it covers the document to its end.
    private static bool Shows(SignatureReport found, DocumentTimestamp made, SignedDocument signed) =>
        Shows(found, made.TimestampId, made.Time)
        && found.IsDocumentTimestamp
        && found.SignedRevisionLength == signed.Document.Length;

    private static bool WasBroken(IDocumentVerifier verifier, SigningRequest request, VerificationContext context) =>
        verifier.Verify(request.Document, context).Integrity is not (Integrity.Intact or Integrity.Unsigned);
}
