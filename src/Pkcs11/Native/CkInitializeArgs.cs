// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// CK_C_INITIALIZE_ARGS with the field that NSS adds. NSS reads <see cref="LibraryParameters"/> where the standard has its reserved
/// pointer, and has its own reserved pointer behind; other modules see a standard structure as long as both are null.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CkInitializeArgs
{
    public void* CreateMutex;
    public void* DestroyMutex;
    public void* LockMutex;
    public void* UnlockMutex;
    public nuint Flags;
    public byte* LibraryParameters;
    public void* Reserved;
}
