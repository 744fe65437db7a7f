// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>The constants of PKCS#11 2.40 that are used here, grouped as the standard groups them.</summary>
internal static class Ck
{
    /// <summary>CK_UNAVAILABLE_INFORMATION.</summary>
    public static readonly nuint UnavailableInformation = nuint.MaxValue;

    /// <summary>CK_EFFECTIVELY_INFINITE.</summary>
    public const nuint EffectivelyInfinite = 0;

    /// <summary>CKU_: who logs in.</summary>
    public static class User
    {
        public const nuint SecurityOfficer = 0;
        public const nuint Normal = 1;
    }

    /// <summary>CKF_ of a session.</summary>
    public static class SessionFlag
    {
        public const nuint ReadWrite = 0x2;
        public const nuint Serial = 0x4;
    }

    /// <summary>CKS_: the state of a session.</summary>
    public static class SessionState
    {
        public const nuint ReadOnlyUser = 1;
        public const nuint ReadWriteUser = 3;
    }

    /// <summary>CKF_ of a token.</summary>
    public static class TokenFlag
    {
        public const nuint LoginRequired = 0x4;
        public const nuint UserPinInitialized = 0x8;
        public const nuint TokenInitialized = 0x400;
        public const nuint UserPinCountLow = 0x10000;
        public const nuint UserPinFinalTry = 0x20000;
        public const nuint UserPinLocked = 0x40000;
    }

    /// <summary>CKF_OS_LOCKING_OK of C_Initialize.</summary>
    public const nuint OsLockingOk = 0x2;

    /// <summary>CKO_.</summary>
    public static class ObjectClass
    {
        public const nuint Certificate = 1;
        public const nuint PublicKey = 2;
        public const nuint PrivateKey = 3;
    }

    /// <summary>CKC_.</summary>
    public static class CertificateType
    {
        public const nuint X509 = 0;
    }

    /// <summary>CKK_.</summary>
    public static class KeyType
    {
        public const nuint Rsa = 0;
        public const nuint Ec = 3;
    }

    /// <summary>CKA_.</summary>
    public static class Attribute
    {
        public const nuint Class = 0x000;
        public const nuint Token = 0x001;
        public const nuint Private = 0x002;
        public const nuint Label = 0x003;
        public const nuint Value = 0x011;
        public const nuint CertificateType = 0x080;
        public const nuint KeyType = 0x100;
        public const nuint Id = 0x102;
        public const nuint Sensitive = 0x103;
        public const nuint Encrypt = 0x104;
        public const nuint Decrypt = 0x105;
        public const nuint Wrap = 0x106;
        public const nuint Unwrap = 0x107;
        public const nuint Sign = 0x108;
        public const nuint SignRecover = 0x109;
        public const nuint Verify = 0x10A;
        public const nuint Derive = 0x10C;
        public const nuint Modulus = 0x120;
        public const nuint ModulusBits = 0x121;
        public const nuint PublicExponent = 0x122;
        public const nuint PrivateExponent = 0x123;
        public const nuint Extractable = 0x162;
        public const nuint NeverExtractable = 0x164;
        public const nuint AlwaysSensitive = 0x165;
        public const nuint EcParams = 0x180;
        public const nuint EcPoint = 0x181;
        public const nuint AlwaysAuthenticate = 0x202;
    }

    /// <summary>CKM_ and CKG_.</summary>
    public static class Mechanism
    {
        public const nuint RsaPkcsKeyPairGen = 0x0000;
        public const nuint RsaPkcs = 0x0001;
        public const nuint RsaPkcsPss = 0x000D;
        public const nuint Sha256 = 0x0250;
        public const nuint Sha384 = 0x0260;
        public const nuint Sha512 = 0x0270;
        public const nuint EcKeyPairGen = 0x1040;
        public const nuint Ecdsa = 0x1041;
        public const nuint Mgf1Sha256 = 2;
        public const nuint Mgf1Sha384 = 3;
        public const nuint Mgf1Sha512 = 4;
    }
}
