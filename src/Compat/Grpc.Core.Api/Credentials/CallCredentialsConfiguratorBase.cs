// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A channel's ear for <see cref="CallCredentials"/>.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>The credentials are several.</summary>
    /// <param name="state">What the caller gave.</param>
    /// <param name="credentials">The parts.</param>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>The credentials are a function.</summary>
    /// <param name="state">What the caller gave.</param>
    /// <param name="interceptor">The function.</param>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
