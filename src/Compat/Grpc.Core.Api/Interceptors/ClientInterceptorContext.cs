// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core.Interceptors;

/// <summary>A call that an interceptor sees, on the client's side.</summary>
/// <typeparam name="TRequest">The request message.</typeparam>
/// <typeparam name="TResponse">The response message.</typeparam>
public struct ClientInterceptorContext<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>Describes a call.</summary>
    /// <param name="method">The method.</param>
    /// <param name="host">The authority to name; null for the channel's.</param>
    /// <param name="options">The call's options.</param>
    public ClientInterceptorContext(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>The method.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>The authority to name; null for the channel's.</summary>
    public string? Host { get; }

    /// <summary>The call's options.</summary>
    public CallOptions Options { get; }
}
