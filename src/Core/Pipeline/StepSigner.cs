// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Step 5: a signature value from the HSM, checked with the public key of the certificate.</summary>
/// <param name="signer">The HSM.</param>
/// <param name="clock">Measures the pause.</param>
/// <param name="lane">Bulk asks again while the HSM's queue is full, and never fails for load.</param>
internal sealed class StepSigner(IDigestSigner signer, TimeProvider clock, SigningLane lane)
{
    private static readonly TimeSpan OverloadPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Signs the digest of a prepared step.</summary>
    /// <exception cref="SigningException">
    /// As of <see cref="IDigestSigner"/>; <see cref="SigningErrorKind.CertificateNotUsable"/>: the configured key can't be
    /// used, which is not the request's fault; <see cref="SigningErrorKind.SelfVerificationFailed"/>: another key signed.
    /// </exception>
    public async Task<byte[]> SignAsync(StepRun step, CancellationToken cancellationToken)
    {
        var (identity, prepared) = (step.Request.Identity, step.Prepared!);
        var value = await AskAsync(step, identity, prepared, cancellationToken);
        return identity.Facts.VerificationKey.Verify(prepared.Algorithm, prepared.Digest.Span, value)
            ? value
            : throw new SigningException(
                SigningErrorKind.SelfVerificationFailed,
                $"The key of the identity '{identity.Id}' is not that of its certificate."
            );
    }

    private async Task<byte[]> AskAsync(
        StepRun step,
        SigningIdentity identity,
        PreparedSignature prepared,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                return await signer.SignDigestAsync(
                    identity.KeyUri,
                    prepared.Algorithm,
                    prepared.Digest,
                    lane,
                    cancellationToken
                );
            }
            catch (SigningException fault) when (fault.Kind == SigningErrorKind.Overloaded && lane == SigningLane.Bulk)
            {
                await Task.Delay(OverloadPause, clock, cancellationToken);
            }
            catch (SigningException fault) when (fault.Kind == SigningErrorKind.InvalidRequest)
            {
                throw new SigningException(
                    SigningErrorKind.CertificateNotUsable,
                    $"The key of the identity '{identity.Id}' can't be used as configured.",
                    $"steps[{step.Index}].identity",
                    fault
                );
            }
        }
    }
}
