// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server;

public sealed partial class SigningServerHost
{
    /// <summary>
    /// Signs one document by the pipeline of this server, without a transport in between: what a load test compares gRPC with.
    /// Journal, status of certificates, limits in flight and self-verification are those of every other request.
    /// </summary>
    /// <param name="request">The document. Its caller is believed, and what that client may do decides.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The document, or why there is none; it doesn't throw for either.</returns>
    public Task<SigningResult> SignAsync(SigningRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Parts.Sign(request, cancellationToken);
    }
}
