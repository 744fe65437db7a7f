// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A remote method.</summary>
/// <typeparam name="TRequest">The request message.</typeparam>
/// <typeparam name="TResponse">The response message.</typeparam>
public class Method<TRequest, TResponse> : IMethod
{
    /// <summary>Describes a method.</summary>
    /// <param name="type">Which sides are streams.</param>
    /// <param name="serviceName">The service's full name.</param>
    /// <param name="name">The method's name within its service.</param>
    /// <param name="requestMarshaller">Converts requests.</param>
    /// <param name="responseMarshaller">Converts responses.</param>
    /// <exception cref="ArgumentNullException">A name or marshaller is null.</exception>
    public Method(
        MethodType type,
        string serviceName,
        string name,
        Marshaller<TRequest> requestMarshaller,
        Marshaller<TResponse> responseMarshaller
    )
    {
        ArgumentNullException.ThrowIfNull(serviceName);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(requestMarshaller);
        ArgumentNullException.ThrowIfNull(responseMarshaller);
        Type = type;
        ServiceName = serviceName;
        Name = name;
        FullName = $"/{serviceName}/{name}";
        RequestMarshaller = requestMarshaller;
        ResponseMarshaller = responseMarshaller;
    }

    /// <inheritdoc/>
    public MethodType Type { get; }

    /// <inheritdoc/>
    public string ServiceName { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string FullName { get; }

    /// <summary>Converts requests.</summary>
    public Marshaller<TRequest> RequestMarshaller { get; }

    /// <summary>Converts responses.</summary>
    public Marshaller<TResponse> ResponseMarshaller { get; }
}
