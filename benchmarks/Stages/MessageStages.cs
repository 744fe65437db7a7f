// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.Server.Services;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>
/// What a message costs around the work: gRPC's frames, protobuf, and the mapping from request to domain to response. The
/// pipeline stands still: the answer is there already. HTTP/2 and TLS are not in it.
/// </summary>
internal static class MessageStages
{
    private const int Small = 12 << 10;
    private const int Middle = 60 << 10;
    private const int Large = 1 << 20;
    private const int MaxSteps = 40;
    private const string ItemId = "0001";

    private static readonly BatchLimits s_limits = new(32, 64 << 20, 2 << 20, 64 << 20);
    private static readonly SigningMethods s_methods = new();

    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        new("grpc.unary.12k", "document of 12 KB", () => Unary(Small)),
        new("grpc.unary.60k", "document of 60 KB", () => Unary(Middle)),
        new("grpc.unary.1m", "document of 1 MB", () => Unary(Large)),
        new("grpc.stream.12k", "document of 12 KB", () => Stream(Small)),
        new("grpc.stream.60k", "document of 60 KB", () => Stream(Middle)),
        new("grpc.stream.1m", "document of 1 MB, in chunks", () => Stream(Large)),
    ];

    private static Stage Unary(int length)
    {
        var method = s_methods.Sign;
        var frame = new MessageFrame(
            new Wire.SignRequest
            {
                Settings = Settings(),
                Format = Wire.DocumentFormat.Xml,
                Document = ByteString.CopyFrom(new byte[length]),
            }
        );
        var (answer, output) = (Answer(length), new FrameOutput());
        return new Stage(() =>
        {
            var request = method.RequestMarshaller.ContextualDeserializer(frame);
            var format = WireEnums.Read(request.Format, "format")!.Value;
            Order(request.Settings).Request(request.RequestId, format, request.Document.Memory, NewId);
            method.ResponseMarshaller.ContextualSerializer(SigningAnswers.Unary(answer), output);
            return 0;
        });
    }

    private static Stage Stream(int length)
    {
        var method = s_methods.SignBatch;
        var order = Order(Settings());
        MessageFrame[] frames = [.. Messages(length).Select(static message => new MessageFrame(message))];
        var (answer, output) = (Answer(length), new FrameOutput());
        return new Stage(() =>
        {
            using var item = Gather(frames, method.RequestMarshaller);
            item.CheckDigest();
            order.Request("", item.Format!.Value, item.Document, NewId);
            foreach (var message in SigningAnswers.Item(item.Id, item.Format.Value, answer))
            {
                method.ResponseMarshaller.ContextualSerializer(message, output);
            }
            return 0;
        });
    }

    private static BatchItem Gather(MessageFrame[] frames, Grpc.Core.Marshaller<Wire.SignBatchRequest> marshaller)
    {
        var start = marshaller.ContextualDeserializer(frames[0]).Start;
        var item = ItemStartReader.Read(start, s_limits, requiresFormat: true);
        foreach (var frame in frames.AsSpan(1))
        {
            item.TryAppend(marshaller.ContextualDeserializer(frame).Chunk.Data.Span);
        }
        return item.IsComplete && item.Error is null
            ? item
            : throw new InvalidOperationException($"The item is not complete: {item.Error?.Message}");
    }

    // As the client sends them.
    private static IEnumerable<Wire.SignBatchRequest> Messages(int length)
    {
        var document = new byte[length];
        return DocumentFrames.Of(
            ItemId,
            DocumentFormat.Xml,
            document,
            SHA256.HashData(document),
            static start => new Wire.SignBatchRequest { Start = start },
            static chunk => new Wire.SignBatchRequest { Chunk = chunk }
        );
    }

    private static Wire.SigningSettings Settings() =>
        new()
        {
            Tenant = Signatories.Tenant,
            Steps =
            {
                new Wire.SigningStep
                {
                    Role = Wire.SignerRole.Gvbm,
                    Subject = "TOAN",
                    Identity = "thcs-gv-toan",
                },
            },
        };

    private static SigningOrder Order(Wire.SigningSettings settings) =>
        new(
            settings.Tenant,
            "bench",
            SettingsReader.ReadSteps(settings, MaxSteps),
            settings.DocumentTimestamp,
            SettingsReader.ReadProfile(settings),
            null
        );

    private static SignedDocument Answer(int length)
    {
        var document = new byte[length];
        var claim = new RoleClaim(SignerRole.Gvbm, "TOAN");
        var summary = new SignatureSummary(
            "GVBM-TOAN-0123456789abcdef0123456789abcdef",
            claim,
            "thcs-gv-toan",
            "5A3F0000000000000000000000000001",
            Signatories.Time,
            null,
            null
        );
        return new SignedDocument(NewId(), document, SHA256.HashData(document), [summary], IsRepeated: false);
    }

    private static string NewId() => Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
}
