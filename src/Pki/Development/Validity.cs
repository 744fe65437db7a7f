// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>The life of a certificate, in whole seconds.</summary>
/// <param name="From">notBefore.</param>
/// <param name="Until">notAfter, itself within.</param>
public sealed record Validity(DateTimeOffset From, DateTimeOffset Until);
