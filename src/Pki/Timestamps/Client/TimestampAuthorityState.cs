// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>How an authority stands with us.</summary>
public enum TimestampAuthorityState
{
    /// <summary>Not asked yet.</summary>
    Untried,

    /// <summary>Its last answer was good.</summary>
    Answering,

    /// <summary>Its last answer was not, and its back-off period runs: it comes after the others.</summary>
    BackingOff,

    /// <summary>It asked us to wait (Retry-After): not asked until the period ends.</summary>
    Waiting,

    /// <summary>It gave a token that failed its checks: not asked until the period ends.</summary>
    SetAside,

    /// <summary>Its last answer was not good, and its period is over: asked again in its turn.</summary>
    Failing,
}
