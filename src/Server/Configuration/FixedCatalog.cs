// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>The catalog of the configuration file, for the life of the process.</summary>
internal sealed class FixedCatalog(CertificateCatalog catalog) : ICertificateCatalogSource
{
    public CertificateCatalog Current { get; } = catalog;
}
