// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>Where a function stands in CK_FUNCTION_LIST (PKCS#11 2.40, pkcs11f.h), counted from C_Initialize.</summary>
internal enum FunctionIndex
{
    Initialize = 0,
    GetSlotList = 4,
    GetTokenInfo = 6,
    InitToken = 9,
    InitPin = 10,
    OpenSession = 12,
    CloseSession = 13,
    GetSessionInfo = 15,
    Login = 18,
    Logout = 19,
    DestroyObject = 22,
    GetAttributeValue = 24,
    FindObjectsInit = 26,
    FindObjects = 27,
    FindObjectsFinal = 28,
    SignInit = 42,
    Sign = 43,
    GenerateKeyPair = 59,
}
