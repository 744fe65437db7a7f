// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>CK_MECHANISM.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CkMechanism
{
    public nuint Mechanism;
    public void* Parameter;
    public nuint ParameterLen;
}
