// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A request that passed authorization: only <see cref="SigningAuthorizer"/> makes one, and only it can be prepared.</summary>
public sealed class AuthorizedRequest
{
    internal AuthorizedRequest(SigningRequest request, IReadOnlyList<AuthorizedStep> steps, CertificateCatalog catalog)
    {
        Request = request;
        Steps = steps;
        Catalog = catalog;
    }

    /// <summary>The request.</summary>
    public SigningRequest Request { get; }

    /// <summary>Its steps with their identities.</summary>
    public IReadOnlyList<AuthorizedStep> Steps { get; }

    /// <summary>The snapshot that it was authorized with, and stays with.</summary>
    public CertificateCatalog Catalog { get; }

    /// <summary>The same request, its steps with the status of their certificates.</summary>
    internal AuthorizedRequest With(IReadOnlyList<AuthorizedStep> steps) => new(Request, steps, Catalog);
}
