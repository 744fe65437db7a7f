// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Where the pipeline tells what the caller must not see: the cause of a failure.</summary>
public interface ISigningEvents
{
    /// <summary>A request failed.</summary>
    /// <param name="request">Which request.</param>
    /// <param name="error">What the caller is told.</param>
    /// <param name="cause">The fault itself, for the log.</param>
    void Failed(RequestKey request, SigningError error, Exception cause);
}
