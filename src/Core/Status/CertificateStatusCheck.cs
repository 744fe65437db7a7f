// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Asks for the status of every certificate of a request before anything is prepared (decree 23/2025).</summary>
internal static class CertificateStatusCheck
{
    /// <summary>The request with the answers of its steps.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.CertificateNotUsable"/>: revoked, or unknown where the policy is to refuse; the step is the field.
    /// </exception>
    public static async ValueTask<AuthorizedRequest> RunAsync(
        ICertificateStatusSource source,
        AuthorizedRequest authorized,
        CancellationToken cancellationToken
    )
    {
        // All at once: responders that are silent cost one time limit, not one each.
        var answers = await Task.WhenAll(
            authorized.Steps.Select(s => source.GetAsync(s.Identity, authorized.Catalog, cancellationToken).AsTask())
        );
        var steps = authorized.Steps.Select((step, i) => step with { Status = answers[i] }).ToArray();
        for (var i = 0; i < steps.Length; i++)
        {
            RequireUsable(steps[i].Identity, steps[i].Status, $"steps[{i}].identity");
        }
        return authorized.With(steps);
    }

    private static void RequireUsable(SigningIdentity identity, CertificateStatusAnswer? answer, string field)
    {
        var defect = answer?.Status switch
        {
            CertificateStatus.Revoked => $"is revoked: {answer.Detail}",
            CertificateStatus.Unknown when identity.Status.Policy == CertificateStatusPolicy.RefuseWhenUnknown =>
                $"has no known status: {answer.Detail}",
            _ => null,
        };
        if (defect is not null)
        {
            throw new SigningException(
                SigningErrorKind.CertificateNotUsable,
                $"The certificate of the identity '{identity.Id}' {defect}",
                field
            );
        }
    }
}
