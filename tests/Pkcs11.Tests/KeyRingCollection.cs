// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Big RSA keys take seconds to generate: make them once.</summary>
[CollectionDefinition(Name)]
public sealed class KeyRingCollection : ICollectionFixture<KeyRing>
{
    public const string Name = "key ring";
}
