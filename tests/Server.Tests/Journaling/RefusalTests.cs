// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

public sealed class RefusalTests
{
    public static TheoryData<SigningErrorKind> Journaled =>
        [
            SigningErrorKind.Unauthenticated,
            SigningErrorKind.NotPermitted,
            SigningErrorKind.IdentityNotFound,
            SigningErrorKind.CertificateNotUsable,
            SigningErrorKind.QuotaExceeded,
            SigningErrorKind.DocumentTooLarge,
        ];

    [Theory]
    [MemberData(nameof(Journaled))]
    public async Task Sign_WhenItIsRefused_JournalsWhoAskedForWhat(SigningErrorKind kind)
    {
        await using var host = await StartAsync(kind, "steps[0].identity");
        await Assert.ThrowsAsync<RpcException>(async () => await host.Signing.SignAsync(Request("r-1")));

        var refusal = Assert.Single(host.Events.Events);
        Assert.Equal((JournalEventKind.CallRefused, kind), (refusal.Kind, refusal.Error));
        Assert.Equal(("loopback", "SigningService/Sign"), (refusal.Caller, refusal.Operation));
        Assert.Equal(
            ("truong", "r-1", "steps[0].identity: A sentence."),
            (refusal.Subject, refusal.RequestId, refusal.Detail)
        );
    }

    [Theory]
    [InlineData(SigningErrorKind.MalformedDocument)]
    [InlineData(SigningErrorKind.Overloaded)]
    [InlineData(SigningErrorKind.Internal)]
    [InlineData(SigningErrorKind.AlreadySealed)]
    public async Task Sign_WhenItFailsForAnotherReason_JournalsNoRefusal(SigningErrorKind kind)
    {
        await using var host = await StartAsync(kind, null);
        await Assert.ThrowsAsync<RpcException>(async () => await host.Signing.SignAsync(Request("r-1")));
        Assert.Empty(host.Events.Events);
    }

    [Fact]
    public async Task SignBatch_WhenItemsAreRefused_JournalsEachWithItsRequestId()
    {
        await using var host = await StartAsync(SigningErrorKind.CertificateNotUsable, "steps[0].identity");
        using var call = host.Signing.SignBatch();
        var first = TestHost.First();
        first.Settings.BatchId = "class-9a";
        await call.RequestStream.WriteAsync(first);
        foreach (var id in new[] { "001", "002" })
        {
            await call.RequestStream.WriteAsync(
                new Wire.SignBatchRequest
                {
                    Start = new Wire.ItemStart
                    {
                        ItemId = id,
                        Format = Wire.DocumentFormat.Xml,
                        Size = 3,
                        Content = ByteString.CopyFromUtf8("abc"),
                    },
                }
            );
        }
        await call.RequestStream.CompleteAsync();
        var answers = await call.ResponseStream.ReadAllAsync().CountAsync();

        Assert.Equal(2, answers);
        Assert.Equal(
            ["class-9a/001", "class-9a/002"],
            host.Events.Events.Select(static e => e.RequestId).Order(StringComparer.Ordinal)
        );
        Assert.All(
            host.Events.Events,
            static e => Assert.Equal(("SigningService/SignBatch", "truong"), (e.Operation, e.Subject))
        );
    }

    [Fact]
    public async Task SignBatch_WhenADocumentIsOverTheLimit_JournalsIt()
    {
        await using var host = await TestHost.StartAsync(limits: new LimitOptions { MaxXmlBytes = 1024 });
        using var call = host.Signing.SignBatch();
        var first = TestHost.First();
        first.Settings.BatchId = "class-9a";
        await call.RequestStream.WriteAsync(first);
        await call.RequestStream.WriteAsync(
            new Wire.SignBatchRequest
            {
                Start = new Wire.ItemStart
                {
                    ItemId = "big",
                    Format = Wire.DocumentFormat.Xml,
                    Size = 4096,
                },
            }
        );
        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.ReadAllAsync().CountAsync();

        var refusal = Assert.Single(host.Events.Events);
        Assert.Equal((SigningErrorKind.DocumentTooLarge, "class-9a/big"), (refusal.Error, refusal.RequestId));
    }

    [Fact]
    public async Task Verify_WhenTheTenantIsNotServed_JournalsTheCall()
    {
        await using var host = await TestHost.StartAsync();
        await Assert.ThrowsAsync<RpcException>(async () =>
            await host.Verification.VerifyAsync(new Wire.VerifyRequest { Tenant = "so-khac" })
        );
        var refusal = Assert.Single(host.Events.Events);
        Assert.Equal(("VerificationService/Verify", SigningErrorKind.NotPermitted), (refusal.Operation, refusal.Error));
    }

    private static Task<TestHost> StartAsync(SigningErrorKind kind, string? field) =>
        TestHost.StartAsync(RefusalSubjects.Named((_, _) => Task.FromResult(FakeSigning.Failed(kind, field))));

    private static Wire.SignRequest Request(string id) =>
        new()
        {
            RequestId = id,
            Format = Wire.DocumentFormat.Xml,
            Document = ByteString.CopyFromUtf8("abc"),
            Settings = TestHost.Settings(),
        };
}
