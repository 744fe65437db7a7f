// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>The call has returned, but too late: another thread has taken this one's place, and owns all that is not this one's alone.</summary>
internal sealed class CallAbandonedException() : Exception("the call came back too late");
