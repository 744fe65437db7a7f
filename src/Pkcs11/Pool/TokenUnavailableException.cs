// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>A connection that could not be made, with what was reached on the way.</summary>
internal sealed class TokenUnavailableException(string reason, bool isReachable, bool isPinRefusal = false)
    : Exception(reason)
{
    /// <summary>The token is in its slot.</summary>
    public bool IsReachable { get; } = isReachable;

    /// <summary>Another try can only bring the token nearer to being locked.</summary>
    public bool IsPinRefusal { get; } = isPinRefusal;

    public static void ThrowIfFailed(Ckr code, string function, bool isReachable)
    {
        if (code != Ckr.Ok)
        {
            throw new TokenUnavailableException($"{function} answered {code.Name()}", isReachable);
        }
    }
}
