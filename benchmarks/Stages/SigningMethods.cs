// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>The methods of the service, with the marshallers that the server uses.</summary>
internal sealed class SigningMethods : ServiceBinderBase
{
    private readonly List<IMethod> _methods = [];

    public SigningMethods() => SigningService.BindService(this, null);

    /// <summary>One document.</summary>
    public Method<SignRequest, SignResponse> Sign => Find<SignRequest, SignResponse>();

    /// <summary>A stream of documents.</summary>
    public Method<SignBatchRequest, SignBatchResponse> SignBatch => Find<SignBatchRequest, SignBatchResponse>();

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler
    ) => _methods.Add(method);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler
    ) => _methods.Add(method);

    private Method<TRequest, TResponse> Find<TRequest, TResponse>() =>
        _methods.OfType<Method<TRequest, TResponse>>().Single();
}
