// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>What a pipeline asks that is no part of the way itself: everybody may everything, and nobody stamps.</summary>
internal sealed class Surroundings(CertificateCatalog catalog)
    : ICertificateCatalogSource,
        ICallerGrants,
        ITimestampSource,
        ISigningEvents
{
    public CertificateCatalog Current => catalog;

    public bool May(string caller, CallerOperation operation, string? tenant) => true;

    public bool MaySign(string caller, SigningIdentity identity, RoleClaim claim) => true;

    public ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    ) => throw new SigningException(SigningErrorKind.TimestampUnavailable, "Nothing here is stamped.");

    public void Failed(RequestKey request, SigningError error, Exception cause) =>
        throw new InvalidOperationException($"{error.Kind}: {error.Message}", cause);
}
