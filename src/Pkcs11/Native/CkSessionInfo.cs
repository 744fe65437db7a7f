// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>CK_SESSION_INFO.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkSessionInfo
{
    public nuint SlotId;
    public nuint State;
    public nuint Flags;
    public nuint DeviceError;
}
