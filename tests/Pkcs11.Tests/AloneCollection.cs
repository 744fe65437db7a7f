// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Tests that measure: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
