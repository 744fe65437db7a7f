// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace HocBaSo.Signing.Server.Tests;

public sealed class ReflectionTests
{
    [Fact]
    public async Task Reflection_WhenAsked_GivesServicesFilesAndSymbols()
    {
        await using var host = await TestHost.StartAsync();
        using var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();

        var list = await AskAsync(call, new ServerReflectionRequest { ListServices = "" });
        Assert.Equal(
            [
                "grpc.health.v1.Health",
                "grpc.reflection.v1.ServerReflection",
                "hocbaso.signing.v1.CertificateAdminService",
                "hocbaso.signing.v1.RenderingService",
                "hocbaso.signing.v1.SigningService",
                "hocbaso.signing.v1.VerificationService",
            ],
            list.ListServicesResponse.Service.Select(static s => s.Name)
        );
        foreach (
            var symbol in new[]
            {
                "hocbaso.signing.v1.SigningService",
                "hocbaso.signing.v1.SigningService.SignBatch",
                "hocbaso.signing.v1.SignRequest",
                "hocbaso.signing.v1.ItemError.retry_after_ms",
                "hocbaso.signing.v1.SIGNER_ROLE_GVBM",
                "google.rpc.BadRequest.FieldViolation",
            }
        )
        {
            var names = Files(await AskAsync(call, new ServerReflectionRequest { FileContainingSymbol = symbol }));
            Assert.NotEmpty(names);
        }
        var files = Files(
            await AskAsync(
                call,
                new ServerReflectionRequest { FileByFilename = "hocbaso/signing/v1/signing_service.proto" }
            )
        );
        Assert.Contains("google/protobuf/timestamp.proto", files);
        Assert.Contains("hocbaso/signing/v1/common.proto", files);
    }

    [Fact]
    public async Task Reflection_WhenNothingIsKnown_AnswersWithAnError()
    {
        await using var host = await TestHost.StartAsync();
        using var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        var unknown = new[]
        {
            new ServerReflectionRequest { FileContainingSymbol = "no.Such" },
            new ServerReflectionRequest { FileByFilename = "no/such.proto" },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "no.Such" },
            new ServerReflectionRequest { FileContainingExtension = new ExtensionRequest { ContainingType = "x.Y" } },
        };
        foreach (var request in unknown)
        {
            var answer = await AskAsync(call, request);
            Assert.Equal((int)StatusCode.NotFound, answer.ErrorResponse.ErrorCode);
            Assert.Equal(request, answer.OriginalRequest);
        }
        var none = await AskAsync(
            call,
            new ServerReflectionRequest { AllExtensionNumbersOfType = "hocbaso.signing.v1.SignRequest" }
        );
        Assert.Empty(none.AllExtensionNumbersResponse.ExtensionNumber);
    }

    private static async Task<ServerReflectionResponse> AskAsync(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call,
        ServerReflectionRequest request
    )
    {
        await call.RequestStream.WriteAsync(request);
        Assert.True(await call.ResponseStream.MoveNext(default));
        return call.ResponseStream.Current;
    }

    private static List<string> Files(ServerReflectionResponse response) =>
        [
            .. response.FileDescriptorResponse.FileDescriptorProto.Select(static f =>
                FileDescriptorProto.Parser.ParseFrom(f).Name
            ),
        ];
}
