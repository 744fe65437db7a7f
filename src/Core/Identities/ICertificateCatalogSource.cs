// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Gives the catalog in force.</summary>
public interface ICertificateCatalogSource
{
    /// <summary>The snapshot in force now; taken once for a document.</summary>
    CertificateCatalog Current { get; }
}
