// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

// PKCS#11 2.40 on Unix: CK_ULONG is unsigned long (nuint) and structures have natural alignment. (Windows packs to one byte.)

/// <summary>CK_VERSION.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkVersion
{
    public byte Major;
    public byte Minor;
}
