// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Which key a scheme signs with.</summary>
internal static class KeyFamilies
{
    public const int Count = 2;

    public static KeyFamily Of(SignatureScheme scheme) =>
        scheme == SignatureScheme.Ecdsa ? KeyFamily.Ec : KeyFamily.Rsa;
}
