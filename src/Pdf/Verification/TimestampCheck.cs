// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Checks timestamps on signatures (EN 319 122-1 §5.3) and on documents (EN 319 142-1 §5.4.3).</summary>
internal sealed class TimestampCheck(TimestampTokenVerifier verifier, VerificationContext context, DocumentParts parts)
{
    private const int MaxTokens = 8;

    /// <summary>Checks every token on a signature; what fails goes to the verdict.</summary>
    /// <returns>The earliest; null when there is none, or one did not pass.</returns>
    public TimestampReport? CheckSignature(CmsContents contents, Verdict verdict)
    {
        TimestampReport? earliest = null;
        var allPassed = true;
        foreach (var (index, token) in contents.UnsignedValues(Oids.SignatureTimestamp).Index())
        {
            if (index == MaxTokens)
            {
                throw VerificationFaultException.Format($"The signature has more than {MaxTokens} timestamps.");
            }
            parts.Budget.Charge(WorkBudget.KeyOperation);
            var result = verifier.Verify(
                token,
                contents.Signer.Signature,
                context.Anchors.TimestampAuthorities,
                TokenStrictness.Lenient,
                parts.Certificates,
                context.CheckedValues,
                parts.Budget.ChargeKeys
            );
            Report(result, verdict);
            allPassed &= result.Passed;
            if (result.Passed && (earliest is null || result.Time < earliest.Time))
            {
                earliest = new TimestampReport(result.Time!.Value, result.Authority ?? "");
            }
        }
        return allPassed ? earliest : null;
    }

    /// <summary>Checks a document timestamp.</summary>
    public TimestampVerification CheckDocument(
        SignedRange range,
        Func<HashAlgorithmName, byte[]> digestOf,
        Verdict verdict
    )
    {
        var token = CmsContents.WithoutPadding(range.Contents);
        var data = CmsSignedData.Decode(token, CmsContents.Rules);
        if (data.EContentType != Oids.TstInfo || data.EContent is not { } content)
        {
            throw VerificationFaultException.Format("The document timestamp holds no TSTInfo.");
        }
        if (TstInfo.Decode(content, CmsContents.Rules).Digest is not { } digest)
        {
            throw VerificationFaultException.Unsupported(
                "The digest of the document timestamp is not computed here.",
                SubIndication.CryptoConstraintsFailure
            );
        }
        var result = verifier.VerifyImprint(
            token,
            digest,
            digestOf(digest),
            context.Anchors.TimestampAuthorities,
            TokenStrictness.Lenient,
            parts.Certificates,
            context.CheckedValues,
            parts.Budget.ChargeKeys
        );
        Report(result, verdict);
        if (!result.IsIntact && result.Indication != Indication.TotalFailed)
        {
            verdict.Unsupported("The document timestamp: " + result.Reason, result.SubIndication);
        }
        return result;
    }

    private static void Report(TimestampVerification result, Verdict verdict)
    {
        var reason = "The timestamp: " + (result.Reason ?? "it did not pass.");
        if (result.Indication == Indication.TotalFailed)
        {
            verdict.Fail(result.SubIndication, reason);
        }
        else if (!result.Passed)
        {
            verdict.Doubt(result.SubIndication, reason);
        }
    }
}
