// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Takes the methods of a service, one after another. A binder overrides what it can take.</summary>
public class ServiceBinderBase
{
    /// <summary>Takes a unary method.</summary>
    /// <typeparam name="TRequest">The request message.</typeparam>
    /// <typeparam name="TResponse">The response message.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="handler">The server's side; null to be made by the binder.</param>
    /// <exception cref="NotSupportedException">This binder takes no such method.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler
    )
        where TRequest : class
        where TResponse : class => throw new NotSupportedException();

    /// <summary>Takes a method with a stream of requests.</summary>
    /// <typeparam name="TRequest">The request message.</typeparam>
    /// <typeparam name="TResponse">The response message.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="handler">The server's side; null to be made by the binder.</param>
    /// <exception cref="NotSupportedException">This binder takes no such method.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ClientStreamingServerMethod<TRequest, TResponse>? handler
    )
        where TRequest : class
        where TResponse : class => throw new NotSupportedException();

    /// <summary>Takes a method with a stream of responses.</summary>
    /// <typeparam name="TRequest">The request message.</typeparam>
    /// <typeparam name="TResponse">The response message.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="handler">The server's side; null to be made by the binder.</param>
    /// <exception cref="NotSupportedException">This binder takes no such method.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ServerStreamingServerMethod<TRequest, TResponse>? handler
    )
        where TRequest : class
        where TResponse : class => throw new NotSupportedException();

    /// <summary>Takes a method that streams both ways.</summary>
    /// <typeparam name="TRequest">The request message.</typeparam>
    /// <typeparam name="TResponse">The response message.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="handler">The server's side; null to be made by the binder.</param>
    /// <exception cref="NotSupportedException">This binder takes no such method.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler
    )
        where TRequest : class
        where TResponse : class => throw new NotSupportedException();
}
