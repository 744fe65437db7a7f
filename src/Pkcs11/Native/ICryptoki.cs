// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// The functions of a PKCS#11 module that are used here, without policy: one member, one C_ function, its CKR as the answer. It is the
/// seam at which tests put faults between us and a real module.
/// </summary>
internal interface ICryptoki
{
    /// <summary>C_Initialize with CKF_OS_LOCKING_OK; <paramref name="parameters"/> for NSS, else null.</summary>
    Ckr Initialize(string? parameters);

    /// <summary>C_GetSlotList: both calls, so that the module looks for tokens anew.</summary>
    Ckr GetSlotList(bool tokenPresent, out nuint[] slots);

    Ckr GetTokenInfo(nuint slot, out TokenInfo? info);

    /// <summary>C_InitToken.</summary>
    /// <param name="slot">A slot without sessions.</param>
    /// <param name="pin">PIN of the security officer.</param>
    /// <param name="label">32 octets, padded with blanks.</param>
    Ckr InitToken(nuint slot, ReadOnlySpan<byte> pin, ReadOnlySpan<byte> label);

    Ckr InitPin(nuint session, ReadOnlySpan<byte> pin);

    Ckr OpenSession(nuint slot, nuint flags, out nuint session);

    Ckr CloseSession(nuint session);

    Ckr GetSessionInfo(nuint session, out CkSessionInfo info);

    Ckr Login(nuint session, nuint user, ReadOnlySpan<byte> pin);

    Ckr Logout(nuint session);

    Ckr DestroyObject(nuint session, nuint handle);

    /// <summary>C_GetAttributeValue of one attribute; an empty <paramref name="value"/> asks for the length.</summary>
    Ckr GetAttributeValue(nuint session, nuint handle, nuint type, Span<byte> value, out int length);

    Ckr FindObjectsInit(nuint session, ReadOnlySpan<AttributeValue> template);

    Ckr FindObjects(nuint session, Span<nuint> handles, out int found);

    Ckr FindObjectsFinal(nuint session);

    Ckr GenerateKeyPair(
        nuint session,
        nuint mechanism,
        ReadOnlySpan<AttributeValue> publicTemplate,
        ReadOnlySpan<AttributeValue> privateTemplate,
        out nuint publicKey,
        out nuint privateKey
    );

    Ckr SignInit(nuint session, nuint mechanism, CkRsaPkcsPssParams? parameters, nuint key);

    Ckr Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written);
}
