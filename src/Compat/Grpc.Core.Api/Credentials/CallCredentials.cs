// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Credentials that are sent with each call.</summary>
public abstract class CallCredentials
{
    /// <summary>Joins several credentials.</summary>
    /// <param name="credentials">At least two.</param>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    public static CallCredentials Compose(params CallCredentials[] credentials) =>
        new CompositeCallCredentials(credentials);

    /// <summary>Credentials that a function adds to the headers.</summary>
    /// <param name="interceptor">The function.</param>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) =>
        new InterceptorCallCredentials(interceptor);

    /// <summary>Tells a channel what these credentials are.</summary>
    /// <param name="configurator">The channel's ear.</param>
    /// <param name="state">What the configurator is given back.</param>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);
}
