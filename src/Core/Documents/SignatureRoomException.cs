// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// A signature with its timestamp is larger than the room reserved for it. Never reaches a caller: the pipeline closes the
/// intents as discarded and prepares the document again, once.
/// </summary>
public sealed class SignatureRoomException : Exception
{
    /// <summary>Tells both sizes.</summary>
    /// <param name="needed">Bytes of the signature.</param>
    /// <param name="reserved">Bytes that were reserved.</param>
    public SignatureRoomException(int needed, int reserved)
        : base($"The signature has {needed} bytes, and {reserved} were reserved.") { }
}
