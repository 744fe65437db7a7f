// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The port to what issuers say of certificates.</summary>
public interface ICertificateStatusSource
{
    /// <summary>
    /// The status of an identity's certificate, at most its own time limit later; from memory as a rule. Not having an
    /// answer is an answer: only cancellation throws.
    /// </summary>
    /// <param name="identity">Whose certificate.</param>
    /// <param name="catalog">The snapshot that the identity is from: its anchors may be the issuer.</param>
    /// <param name="cancellationToken">Gives up waiting; what is being fetched goes on.</param>
    /// <returns>Null when the identity's policy is not to ask.</returns>
    ValueTask<CertificateStatusAnswer?> GetAsync(
        SigningIdentity identity,
        CertificateCatalog catalog,
        CancellationToken cancellationToken
    );
}
