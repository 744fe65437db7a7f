// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;

namespace HocBaSo.Signing.Server.Tests.Callers;

/// <summary>Walks every RPC that the server itself says it has.</summary>
public sealed class EveryCallTests
{
    private const CallerOperation Everything =
        CallerOperation.Sign
        | CallerOperation.Verify
        | CallerOperation.Render
        | CallerOperation.AdminRead
        | CallerOperation.AdminWrite;

    [Fact]
    public async Task EveryCall_WhenTheCallerHasNoGrantForIt_IsRefused()
    {
        CallerOperation[] single = [.. Enum.GetValues<CallerOperation>().Where(static o => o != CallerOperation.None)];
        await using var site = await CallerSite.StartAsync([
            CallerSite.Client("all", Everything),
            CallerSite.Client("none", CallerOperation.None),
            .. single.Select(static operation => CallerSite.Client(operation.ToString(), operation)),
        ]);
        var calls = await CallsAsync(site);
        Assert.True(calls.Count >= 12);
        var none = site.Channel(await site.IssueAsync("none"));
        foreach (var (service, method) in calls)
        {
            // Where a caller without a certificate was refused, the server closes the connection: each call has its own.
            var anonymous = site.Channel(site.Anonymous());
            Assert.Equal(StatusCode.Unauthenticated, (await RawCall.RunAsync(anonymous, service, method)).StatusCode);
            Assert.Equal(StatusCode.PermissionDenied, (await RawCall.RunAsync(none, service, method)).StatusCode);
        }
        foreach (var operation in single)
        {
            var channel = site.Channel(await site.IssueAsync(operation.ToString()));
            foreach (var (service, method) in calls)
            {
                var status = await RawCall.RunAsync(channel, service, method);
                var isRefused =
                    status is { StatusCode: StatusCode.PermissionDenied, Detail: var why } && IsOfTheGate(why);
                Assert.Equal((method, !Expected(service, method).Contains(operation)), (method, isRefused));
            }
        }
        Assert.Equal(0, site.Signed);
        Assert.Equal(
            calls.Count * 2,
            site.Refusals.Count(static e => e.Caller is "" or "none" && e.Operation.Contains('/'))
        );
    }

    [Fact]
    public async Task EveryCall_WhenTheCallerHasTheGrant_ReachesItsService()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("all", Everything));
        var channel = site.Channel(await site.IssueAsync("all"));
        foreach (var (service, method) in await CallsAsync(site))
        {
            var status = await RawCall.RunAsync(channel, service, method);
            Assert.False(
                status.StatusCode
                    is StatusCode.Unauthenticated
                        or StatusCode.PermissionDenied
                        or StatusCode.Unimplemented,
                $"{service}/{method}: {status}"
            );
        }
        Assert.Empty(site.Refusals);
    }

    [Fact]
    public async Task Call_WhenThereIsNoneOfThatName_IsToldToKnownCallersOnly()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("all", Everything));
        var known = site.Channel(await site.IssueAsync("all"));
        var anonymous = site.Channel(site.Anonymous());
        const string Service = "hocbaso.signing.v1.SigningService";

        Assert.Equal(StatusCode.Unimplemented, (await RawCall.RunAsync(known, Service, "Nothing")).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await RawCall.RunAsync(anonymous, Service, "Nothing")).StatusCode);
    }

    [Fact]
    public void Operations_WhenAnRpcIsNotInTheTable_AreUnknown()
    {
        Assert.Null(MethodOperations.Of("hocbaso.signing.v1.SigningService", "Nothing"));
        Assert.Null(MethodOperations.Of("hocbaso.signing.v2.SigningService", "Sign"));
        const string Administration = "hocbaso.signing.v1.CertificateAdminService";
        Assert.Equal(CallerOperation.AdminRead, MethodOperations.Of(Administration, "WatchIdentities"));
        Assert.Equal(CallerOperation.AdminWrite, MethodOperations.Of(Administration, "ActivateVersion"));
    }

    // Sealing takes two grants, so that none of the single ones is enough.
    private static CallerOperation[] Expected(string service, string method) =>
        (service[(service.LastIndexOf('.') + 1)..], method) switch
        {
            ("SigningService", "Sign" or "SignBatch") => [CallerOperation.Sign],
            ("SigningService", _) => [],
            ("VerificationService", _) => [CallerOperation.Verify],
            ("RenderingService", _) => [CallerOperation.Render],
            ("CertificateAdminService", _) when method.StartsWith("List") || method.StartsWith("Get") =>
            [
                CallerOperation.AdminRead,
            ],
            ("CertificateAdminService", _) when method.StartsWith("Watch") => [CallerOperation.AdminRead],
            ("CertificateAdminService", _) => [CallerOperation.AdminWrite],
            ("Health" or "ServerReflection", _) =>
            [
                CallerOperation.Sign,
                CallerOperation.Verify,
                CallerOperation.Render,
                CallerOperation.AdminRead,
                CallerOperation.AdminWrite,
            ],
            _ => throw new InvalidOperationException($"Nobody has said who may call {service}/{method}."),
        };

    // Services refuse with a field; the gate with this sentence.
    private static bool IsOfTheGate(string why) => why == "The client has no grant for this call.";

    private static async Task<IReadOnlyList<(string Service, string Method)>> CallsAsync(CallerSite site)
    {
        var client = new ServerReflection.ServerReflectionClient(site.Channel(await site.IssueAsync("all")));
        using var call = client.ServerReflectionInfo();
        var list = await AskAsync(call, new ServerReflectionRequest { ListServices = "" });
        var calls = new List<(string, string)>();
        foreach (var service in list.ListServicesResponse.Service)
        {
            var answer = await AskAsync(call, new ServerReflectionRequest { FileContainingSymbol = service.Name });
            calls.AddRange(
                answer
                    .FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)
                    .SelectMany(static file => file.Service.Select(s => (Name: $"{file.Package}.{s.Name}", s.Method)))
                    .Where(s => s.Name == service.Name)
                    .SelectMany(static s => s.Method.Select(method => (s.Name, method.Name)))
            );
        }
        await call.RequestStream.CompleteAsync();
        return calls;
    }

    private static async Task<ServerReflectionResponse> AskAsync(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call,
        ServerReflectionRequest request
    )
    {
        await call.RequestStream.WriteAsync(request);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }
}
