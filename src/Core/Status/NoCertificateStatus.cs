// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Nobody is asked, whatever the policies are: where no source is composed.</summary>
public sealed class NoCertificateStatus : ICertificateStatusSource
{
    /// <inheritdoc />
    public ValueTask<CertificateStatusAnswer?> GetAsync(
        SigningIdentity identity,
        CertificateCatalog catalog,
        CancellationToken cancellationToken
    ) => ValueTask.FromResult<CertificateStatusAnswer?>(null);
}
