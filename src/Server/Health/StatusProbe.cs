// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Health;

/// <summary>
/// Every identity that signs with a known status only has an answer to sign with. Advisory: the others sign on, a restart or
/// another node would not help, and a revoked certificate is an answer.
/// </summary>
internal sealed class StatusProbe(
    ICertificateCatalogSource catalogs,
    Func<SigningIdentity, CertificateCatalog, CertificateStatusAnswer?> peek
) : IHealthProbe
{
    private const int MaxNames = 5;

    public string Name => "status";

    public bool IsAdvisory => true;

    public ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var catalog = catalogs.Current;
        var strict = catalog
            .Identities.Where(static i => i.IsInForce)
            .Select(static i => i.Identity)
            .Where(static i => i.Status.Policy == CertificateStatusPolicy.RefuseWhenUnknown)
            .ToList();
        var without = strict
            .Where(identity => peek(identity, catalog)?.Status == CertificateStatus.Unknown)
            .Select(static identity => $"{identity.Tenant}/{identity.Id}")
            .Order(StringComparer.Ordinal)
            .ToList();
        return ValueTask.FromResult(new PartHealth(without.Count == 0, Detail(strict.Count, without)));
    }

    private static string Detail(int strict, List<string> without)
    {
        if (without.Count == 0)
        {
            return $"{strict} identities need a known status, none lacks it";
        }
        var more = without.Count > MaxNames ? ", …" : "";
        var names = string.Join(", ", without.Take(MaxNames));
        return $"{without.Count} of {strict} identities that need a known status have none: {names}{more}";
    }
}
