// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>One signature on its way through the pipeline.</summary>
internal sealed class StepRun(int index, SignatureRequest request)
{
    /// <summary>The step's place in the request, from 0.</summary>
    public int Index => index;

    /// <summary>What the format is asked for.</summary>
    public SignatureRequest Request => request;

    /// <summary>What is known of the certificate's status; null when nobody was asked.</summary>
    public CertificateStatusAnswer? Status { get; init; }

    /// <summary>Set by step 3.</summary>
    public PreparedSignature? Prepared { get; set; }

    /// <summary>True when its intent names what is signed; it is written before that of a later wave is known.</summary>
    public bool IsDigestInIntent { get; set; }

    /// <summary>True once its key is asked: from there a signature may exist.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Set by step 5.</summary>
    public byte[] SignatureValue { get; set; } = [];

    /// <summary>Set by step 6; null at level B.</summary>
    public TimestampToken? Timestamp { get; set; }

    /// <summary>The value as step 5 checked it.</summary>
    public CheckedValue CheckedValue =>
        new(request.Identity.Facts.VerificationKey.PublicKeyInfo, Prepared!.Algorithm, Prepared.Digest, SignatureValue);

    /// <summary>What the answer says of it.</summary>
    public SignatureSummary Summary =>
        new(
            request.Planned.SignatureId,
            request.Planned.Claim,
            request.Identity.Id,
            request.Identity.Facts.Serial,
            request.SigningTime,
            Timestamp?.Time,
            Timestamp?.Authority
        )
        {
            IdentityVersion = request.Identity.Version,
            CertificateStatus = Status,
        };
}
