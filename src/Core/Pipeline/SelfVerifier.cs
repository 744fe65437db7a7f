// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// Step 8: the verifier runs on the output bytes, with a parse of its own, before anything is returned. And before step 3 on a
/// document that came with signatures: nothing is signed over what is broken, nor sealed over what nobody trusts.
/// </summary>
internal sealed class SelfVerifier(SigningPorts ports, SigningPipelineOptions options)
{
    /// <summary>
    /// Verifies a document that came with signatures, in every mode. It has to be intact; and where the principal confirms, or the
    /// school seals, what others have signed, every signature in a role has to be TOTAL_PASSED, since it will be vouched for.
    /// </summary>
    /// <param name="authorized">The request.</param>
    /// <param name="now">The time.</param>
    /// <returns>The values that were found right: they need not be computed again.</returns>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>: a signature does not verify.
    /// <see cref="SigningErrorKind.OutOfOrder"/>: one is not trusted.
    /// </exception>
    public IReadOnlyList<CheckedValue> VerifyIncoming(AuthorizedRequest authorized, DateTimeOffset now)
    {
        var request = authorized.Request;
        var context = new VerificationContext(authorized.Catalog.AnchorsOf(request.Key.Tenant), now);
        var report = VerifierOf(request.Format).Verify(request.Document, context);
        if (IsBroken(report))
        {
            throw CameBroken();
        }
        if (request.Steps.FirstOrDefault(static s => Vouches(s.Claim.Role)) is { } step)
        {
            RequireTrusted(report, step.Claim);
        }
        return report.CheckedValues;
    }

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
            ? CameBroken()
            : new SigningException(
                SigningErrorKind.SelfVerificationFailed,
                $"The finished document did not verify ({failed ?? report.Reason})."
            );
    }

    // These two confirm what others have signed; teachers sign beside each other.
    private static bool Vouches(SignerRole role) => role is SignerRole.Cbql or SignerRole.PhatHanh;

    private static void RequireTrusted(VerificationReport report, RoleClaim claim)
    {
        foreach (var found in report.Signatures)
        {
            if (found is { Role: { } role, Indication: not Indication.TotalPassed })
            {
                throw new SigningException(
                    SigningErrorKind.OutOfOrder,
                    $"{claim} can't sign: the signature of {role} is not trusted "
                        + $"({EtsiNames.Of(found.Indication)}, {EtsiNames.Of(found.SubIndication)}).",
                    "document"
                );
            }
        }
    }

    private static bool IsBroken(VerificationReport report) =>
        report.Integrity is not (Integrity.Intact or Integrity.Unsigned);

    private static SigningException CameBroken() =>
        new(
            SigningErrorKind.MalformedDocument,
            "The document came with a signature that does not verify, or with parts that its form does not place.",
            "document"
        );

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
        IsBroken(verifier.Verify(request.Document, context));
}
