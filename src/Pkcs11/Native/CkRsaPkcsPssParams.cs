// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>CK_RSA_PKCS_PSS_PARAMS.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkRsaPkcsPssParams
{
    public nuint HashAlg;
    public nuint Mgf;
    public nuint SaltLen;
}
