// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

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

    /// <summary>What was measured of a token, where <see cref="TokenOptions.Sessions"/> is not set: what a ceiling has to be compared with.</summary>
    /// <param name="token">Which of the configured tokens, from 0.</param>
    public IReadOnlyList<SessionChoice> SessionsOf(int token) => Parts.Tokens?.SessionsOf(token) ?? [];
}
