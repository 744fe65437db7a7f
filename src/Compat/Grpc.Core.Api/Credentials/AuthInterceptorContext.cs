// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>The call for which credentials are asked.</summary>
public class AuthInterceptorContext
{
    /// <summary>Describes the call.</summary>
    /// <param name="serviceUrl">The service's address.</param>
    /// <param name="methodName">The method's name.</param>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None) { }

    /// <summary>Describes the call.</summary>
    /// <param name="serviceUrl">The service's address.</param>
    /// <param name="methodName">The method's name.</param>
    /// <param name="cancellationToken">Is cancelled with the call.</param>
    /// <exception cref="ArgumentNullException">A text is null.</exception>
    public AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serviceUrl);
        ArgumentNullException.ThrowIfNull(methodName);
        ServiceUrl = serviceUrl;
        MethodName = methodName;
        CancellationToken = cancellationToken;
    }

    /// <summary>The service's address.</summary>
    public string ServiceUrl { get; }

    /// <summary>The method's name.</summary>
    public string MethodName { get; }

    /// <summary>Is cancelled with the call.</summary>
    public CancellationToken CancellationToken { get; }
}
