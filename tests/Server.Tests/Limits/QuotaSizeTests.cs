// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Limits;
using static HocBaSo.Signing.Server.Tests.BatchMessages;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What documents meet that are larger than their client may send.</summary>
public sealed class QuotaSizeTests
{
    private readonly QuotaHouse _house = new();

    [Fact]
    public async Task Calls_WhenADocumentIsOverTheClientsSize_ItFailsAloneAndIsJournaled()
    {
        _house.Callers.With("a", new ClientLimitOptions { MaxDocumentBytes = 100 });
        await using var host = await _house.StartAsync();
        await QuotaHouse.SignAsync(host, "a", 100);
        var e = await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "a", 101));
        using var call = host.Signing.SignBatch(NamedCallers.By("a"));
        await call.RequestStream.WriteAsync(TestHost.First());
        await call.RequestStream.WriteAsync(Start("small", Filled(1, 100)));
        await call.RequestStream.WriteAsync(Start("large", Filled(2, 101)));
        await call.RequestStream.CompleteAsync();
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await call.ResponseStream.MoveNext(default))
        {
            if (call.ResponseStream.Current.Done is { } done)
            {
                errors.Add(done.ItemId, done.Error?.Kind ?? "");
            }
        }
        await QuotaHouse.SignAsync(host, "other", 101);

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.Equal("DOCUMENT_TOO_LARGE", QuotaHouse.ReasonOf(e));
        Assert.Equal("", errors["small"]);
        Assert.Equal("DOCUMENT_TOO_LARGE", errors["large"]);
        Assert.Equal(3, _house.Signed);
        Assert.Equal(
            ["SigningService/Sign", "SigningService/SignBatch"],
            _house.Callers.Events.Events.Select(static x => x.Operation)
        );
        Assert.All(
            _house.Callers.Events.Events,
            static x =>
                Assert.Equal(
                    (JournalEventKind.CallRefused, "a", SigningErrorKind.DocumentTooLarge),
                    (x.Kind, x.Caller, x.Error)
                )
        );
    }

    [Fact]
    public async Task Sign_WhenTheMessageStatesMoreThanTheServerTakes_IsJournaledAsOverTheClientsSize()
    {
        _house.Callers.With("a", new ClientLimitOptions { MaxDocumentBytes = 100 });
        await using var host = await _house.StartAsync();
        using var http = new HttpClient();
        const string Method = "/hocbaso.signing.v1.SigningService/Sign";

        var own = await Within(HalfMessage.CallAsync(host, http, Method, new HalfMessage(9 << 20, 50), "a"));
        var servers = await Within(HalfMessage.CallAsync(host, http, Method, new HalfMessage(9 << 20, 50), "other"));

        Assert.Equal(((int)StatusCode.InvalidArgument).ToString(CultureInfo.InvariantCulture), own);
        Assert.Equal(((int)StatusCode.ResourceExhausted).ToString(CultureInfo.InvariantCulture), servers);
        _house.RequireOneEvent("a", "SigningService/Sign", SigningErrorKind.DocumentTooLarge, "100 bytes");
    }

    [Theory]
    [InlineData("Verify")]
    [InlineData("Render")]
    [InlineData("SealTranscript")]
    public async Task Calls_WhenTheyCarryDocuments_HaveTheLimitsOfTheClient(string name)
    {
        _house.Callers.With("a", new ClientLimitOptions { MaxDocumentBytes = 10 });
        await using var host = await _house.StartAsync();
        var (document, headers) = (ByteString.CopyFrom(new byte[11]), NamedCallers.By("a"));
        var verify = new Wire.VerificationService.VerificationServiceClient(host.Channel);
        var render = new Wire.RenderingService.RenderingServiceClient(host.Channel);

        var e = await Assert.ThrowsAsync<RpcException>(() =>
            name switch
            {
                "Verify" => verify.VerifyAsync(new Wire.VerifyRequest { Document = document }, headers).ResponseAsync,
                "Render" => render
                    .RenderAsync(new Wire.RenderRequest { Transcripts = { ByteString.Empty, document } }, headers)
                    .ResponseAsync,
                _ => (Task)
                    host
                        .Signing.SealTranscriptAsync(new Wire.SealTranscriptRequest { Transcript = document }, headers)
                        .ResponseAsync,
            }
        );

        Assert.Equal("DOCUMENT_TOO_LARGE", QuotaHouse.ReasonOf(e));
    }

    [Fact]
    public void DocumentCalls_WhenAUnaryCallCarriesBytes_KnowsIt()
    {
        ServiceDescriptor[] services =
        [
            Wire.SigningService.Descriptor,
            Wire.VerificationService.Descriptor,
            Wire.RenderingService.Descriptor,
        ];
        var carriers = services
            .SelectMany(static s => s.Methods)
            .Where(static m => !m.IsClientStreaming)
            .Where(static m => m.InputType.Fields.InDeclarationOrder().Any(static f => f.FieldType == FieldType.Bytes))
            .ToList();

        Assert.Equal(4, carriers.Count);
        Assert.All(
            carriers,
            static m =>
            {
                Assert.True(DocumentCalls.Contains($"/{m.Service.FullName}/{m.Name}"));
                var message = m.InputType.Parser.ParseFrom(Filler(m.InputType));
                Assert.Equal(3, DocumentCalls.SizesOf(message).Single().Bytes);
            }
        );
    }

    // One field of three octets: its tag, its length, its value.
    private static byte[] Filler(MessageDescriptor type)
    {
        var field = type.Fields.InDeclarationOrder().First(static f => f.FieldType == FieldType.Bytes);
        return [(byte)(field.FieldNumber << 3 | 2), 3, 1, 2, 3];
    }
}
