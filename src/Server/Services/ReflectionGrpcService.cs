// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Callers;

namespace HocBaSo.Signing.Server.Services;

/// <summary>grpc.reflection.v1.ServerReflection: the descriptors of every service, for tools such as grpcurl.</summary>
internal sealed class ReflectionGrpcService(DescriptorIndex index, StreamWatch watch)
    : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context
    )
    {
        var caller = CallerContext.Of(context);
        while (await watch.NextAsync(requestStream, context))
        {
            caller.RequireStillKnown();
            var answer = Answer(requestStream.Current);
            await watch.SendAsync(responseStream, answer, context, context.CancellationToken);
        }
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse();
                response.ListServicesResponse.Service.AddRange(
                    index.Services.Select(static name => new ServiceResponse { Name = name })
                );
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                Answer(response, index.FileByName(request.FileByFilename), request.FileByFilename);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                Answer(response, index.FileBySymbol(request.FileContainingSymbol), request.FileContainingSymbol);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                Extensions(response, request.AllExtensionNumbersOfType);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                Fail(response, StatusCode.NotFound, "No extension is defined here.");
                break;
            default:
                Fail(response, StatusCode.InvalidArgument, "The request is empty.");
                break;
        }
        return response;
    }

    // proto3 messages have no extensions: a known type has none, an unknown one is an error.
    private void Extensions(ServerReflectionResponse response, string type)
    {
        if (index.FileBySymbol(type) is null)
        {
            Fail(response, StatusCode.NotFound, "No such type.");
            return;
        }
        response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = type };
    }

    private void Answer(ServerReflectionResponse response, FileDescriptor? file, string asked)
    {
        if (file is null)
        {
            Fail(response, StatusCode.NotFound, $"Nothing is known of '{asked}'.");
            return;
        }
        response.FileDescriptorResponse = new FileDescriptorResponse();
        response.FileDescriptorResponse.FileDescriptorProto.AddRange(DescriptorIndex.WithDependencies(file));
    }

    private static void Fail(ServerReflectionResponse response, StatusCode code, string message) =>
        response.ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message };
}
