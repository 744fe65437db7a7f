// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Step 2 of the way of a document: caller → identity → role; deny by default.</summary>
public sealed class SigningAuthorizer(ICertificateCatalogSource catalogs, ICallerGrants grants)
{
    /// <summary>
    /// Finds the identity of every step and checks that it, and the caller, may sign in that role. Whether its certificate may
    /// sign now is asked later, and only where a key is to be used: a repeat uses none.
    /// </summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.IdentityNotFound"/>, <see cref="SigningErrorKind.NotPermitted"/>, with the step as field.
    /// </exception>
    public AuthorizedRequest Authorize(SigningRequest request)
    {
        var catalog = catalogs.Current;
        if (!catalog.HasTenant(request.Key.Tenant))
        {
            throw new SigningException(SigningErrorKind.NotPermitted, "The tenant is not served here.", "tenant");
        }
        var steps = new AuthorizedStep[request.Steps.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = Authorize(request, catalog, i);
        }
        return new AuthorizedRequest(request, steps, catalog);
    }

    private AuthorizedStep Authorize(SigningRequest request, CertificateCatalog catalog, int index)
    {
        var step = request.Steps[index];
        var field = StepField.Identity(index);
        var identity =
            catalog.FindAny(request.Key.Tenant, step.IdentityId)?.Identity
            ?? throw new SigningException(
                SigningErrorKind.IdentityNotFound,
                $"The tenant has no identity '{step.IdentityId}'.",
                field
            );
        var isSeal = step.Claim.Role == SignerRole.PhatHanh;
        if (isSeal != (identity.Kind == IdentityKind.Organisation) || !identity.Roles.Any(r => r.Covers(step.Claim)))
        {
            throw new SigningException(
                SigningErrorKind.NotPermitted,
                $"The identity '{identity.Id}' may not sign as {step.Claim}.",
                field
            );
        }
        if (!grants.MaySign(request.Key.Caller, identity, step.Claim))
        {
            throw new SigningException(
                SigningErrorKind.NotPermitted,
                $"The caller may not use the identity '{identity.Id}' as {step.Claim}.",
                field
            );
        }
        return new AuthorizedStep(step, identity);
    }
}
