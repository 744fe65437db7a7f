// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Which version of each identity a request is about: the one in force, or, of a repeat, the one that signed.</summary>
internal static class VersionsInForce
{
    /// <summary>Every step has a version in force whose certificate may sign now.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.CertificateNotUsable"/>, with the step as field.</exception>
    public static void Require(AuthorizedRequest authorized, DateTimeOffset now)
    {
        for (var i = 0; i < authorized.Steps.Count; i++)
        {
            var identity = authorized.Steps[i].Identity;
            var field = StepField.Identity(i);
            if (authorized.Catalog.WhyUnusable(identity.Tenant, identity.Id) is { } defect)
            {
                throw new SigningException(
                    SigningErrorKind.CertificateNotUsable,
                    $"The identity '{identity.Id}' {defect}.",
                    field
                );
            }
            SigningCertificateRules.RequireUsable(identity, now, field);
        }
    }

    /// <summary>The request with the versions that its intents name, whatever has become of them: no key is used.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.CertificateNotUsable"/>: the catalog has lost one.</exception>
    public static AuthorizedRequest Recall(AuthorizedRequest authorized, SigningAttempt attempt)
    {
        var steps = authorized.Steps.Select((step, i) => Recall(authorized.Catalog, step, attempt.IntentOf(i), i));
        return authorized.With([.. steps]);
    }

    private static AuthorizedStep Recall(
        CertificateCatalog catalog,
        AuthorizedStep step,
        SigningIntent intent,
        int index
    )
    {
        var (tenant, id) = (step.Identity.Tenant, step.Identity.Id);
        return step with
        {
            Identity =
                catalog.FindVersion(tenant, id, intent.CertificateThumbprint.Span)
                ?? throw new SigningException(
                    SigningErrorKind.CertificateNotUsable,
                    $"The certificate that the identity '{id}' signed this request with is not known here.",
                    StepField.Identity(index)
                ),
        };
    }
}
