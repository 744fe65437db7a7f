// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>Where an initialised module comes from. Tests put faults in between.</summary>
internal interface IModuleSource
{
    /// <summary>Loads and initialises a module, or finds it loaded.</summary>
    /// <exception cref="Pkcs11Exception">Missing, not a module, or C_Initialize failed. Another try may succeed.</exception>
    ICryptoki Open(TokenOptions options);
}
