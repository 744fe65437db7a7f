// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The spelling of verdicts in EN 319 102-1 and in our JSON.</summary>
public static class EtsiNames
{
    /// <summary><c>TOTAL_PASSED</c>, <c>TOTAL_FAILED</c>, <c>INDETERMINATE</c>.</summary>
    public static string Of(Indication indication) =>
        indication switch
        {
            Indication.TotalPassed => "TOTAL_PASSED",
            Indication.TotalFailed => "TOTAL_FAILED",
            _ => "INDETERMINATE",
        };

    /// <summary><c>HASH_FAILURE</c> and so on; null for <see cref="SubIndication.None"/>.</summary>
    public static string? Of(SubIndication subIndication) =>
        subIndication switch
        {
            SubIndication.None => null,
            SubIndication.FormatFailure => "FORMAT_FAILURE",
            SubIndication.HashFailure => "HASH_FAILURE",
            SubIndication.SigCryptoFailure => "SIG_CRYPTO_FAILURE",
            SubIndication.SignedDataNotFound => "SIGNED_DATA_NOT_FOUND",
            SubIndication.NoSigningCertificateFound => "NO_SIGNING_CERTIFICATE_FOUND",
            SubIndication.NoCertificateChainFound => "NO_CERTIFICATE_CHAIN_FOUND",
            SubIndication.Revoked => "REVOKED",
            SubIndication.RevokedNoPoe => "REVOKED_NO_POE",
            SubIndication.Expired => "EXPIRED",
            SubIndication.NotYetValid => "NOT_YET_VALID",
            SubIndication.OutOfBoundsNoPoe => "OUT_OF_BOUNDS_NO_POE",
            SubIndication.CryptoConstraintsFailure => "CRYPTO_CONSTRAINTS_FAILURE",
            SubIndication.ChainConstraintsFailure => "CHAIN_CONSTRAINTS_FAILURE",
            SubIndication.SigConstraintsFailure => "SIG_CONSTRAINTS_FAILURE",
            SubIndication.TimestampOrderFailure => "TIMESTAMP_ORDER_FAILURE",
            SubIndication.TryLater => "TRY_LATER",
            _ => "GENERIC",
        };

    /// <summary><c>intact</c>, <c>broken</c>, <c>unsupported</c>, <c>unsigned</c>, <c>unreadable</c>.</summary>
    public static string Of(Integrity integrity) =>
        integrity switch
        {
            Integrity.Intact => "intact",
            Integrity.Broken => "broken",
            Integrity.Unsupported => "unsupported",
            Integrity.Unsigned => "unsigned",
            _ => "unreadable",
        };
}
