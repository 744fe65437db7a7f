// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>What a token is doing.</summary>
public enum TokenState
{
    /// <summary>The first connection is being made.</summary>
    Starting,

    /// <summary>Logged in; signs.</summary>
    Ready,

    /// <summary>Failed just now; the first rebuild is under way and what waits for it still has a chance.</summary>
    Recovering,

    /// <summary>Not there; tried again in the background.</summary>
    Unavailable,

    /// <summary>The PIN was refused, is locked, or has one try left. The same PIN is not tried again before the token says that somebody logged in.</summary>
    PinRejected,

    /// <summary>Shut down.</summary>
    Stopped,
}
