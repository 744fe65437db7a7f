// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Whether a channel is connected.</summary>
public enum ConnectivityState
{
    /// <summary>Not connected, and not asked to be.</summary>
    Idle,

    /// <summary>Connecting.</summary>
    Connecting,

    /// <summary>Connected.</summary>
    Ready,

    /// <summary>Connecting failed; it will be tried again.</summary>
    TransientFailure,

    /// <summary>Shut down for good.</summary>
    Shutdown,
}
