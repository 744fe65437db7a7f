// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>The make of token under test.</summary>
public enum Make
{
    SoftHsm,
    Nss,
}
