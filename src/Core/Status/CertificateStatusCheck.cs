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
        var steps = authorized.Steps.ToArray();
        var asked = new ValueTask<CertificateStatusAnswer?>[steps.Length];
        // All at once: responders that are silent cost one time limit, not one each.
        for (var i = 0; i < steps.Length; i++)
        {
            asked[i] = source.GetAsync(steps[i].Identity, authorized.Catalog, cancellationToken);
        }
        var answers = await AnswersAsync(asked);
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = answers[i] is { } answer ? steps[i] with { Status = answer } : steps[i];
            RequireUsable(steps[i].Identity, answers[i], StepField.Identity(i));
        }
        return authorized.With(steps);
    }

    // mostly they are known, and nobody has to be waited for
    private static async ValueTask<CertificateStatusAnswer?[]> AnswersAsync(
        ValueTask<CertificateStatusAnswer?>[] asked
    ) =>
        Array.TrueForAll(asked, static a => a.IsCompletedSuccessfully)
            ? Array.ConvertAll(asked, static a => a.Result)
            : await Task.WhenAll(Array.ConvertAll(asked, static a => a.AsTask()));

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
