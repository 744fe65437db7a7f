// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.IO.Pipelines;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>
/// Last in front of gRPC, of calls with one message: refuses one that states more than its RPC needs before any of it is held, and ends a
/// call whose message takes too long. Calls without documents are counted nowhere: what they may hold is next to nothing.
/// </summary>
internal sealed partial class MessageGate(
    GateRefusals gate,
    ClientQuotas quotas,
    QuotaRefusals refusals,
    ServerInstruments instruments,
    TimeProvider time,
    ILogger<MessageGate> logger
)
{
    // For any message, and beyond it for large ones on a slow line.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private const int BytesPerSecond = 32 << 10;

    // gRPC over HTTP/2, Length-Prefixed-Message: whether it is compressed, and its length.
    private const int PrefixBytes = 5;

    /// <summary>Passes the call on, or answers it.</summary>
    public Task PassAsync(HttpContext http, RequestDelegate next)
    {
        var method = http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        return method is { Type: MethodType.Unary or MethodType.ServerStreaming }
            ? PassAsync(http, next, method)
            : next(http);
    }

    private static int MaxBytes(IMethod method) =>
        DocumentCalls.Contains(method.FullName) ? CallLimits.MaxMessageBytes
        : method.ServiceName == MethodOperations.Administration ? CallLimits.MaxAdministrationBytes
        : CallLimits.MaxQuestionBytes;

    private async Task PassAsync(HttpContext http, RequestDelegate next, IMethod method)
    {
        var maxBytes = MaxBytes(method);
        var patience = s_patience + TimeSpan.FromSeconds(maxBytes / BytesPerSecond);
        using var clock = new MessageClock(http, patience, time);
        var stated = await StatedBytesAsync(http.Request.BodyReader);
        if (stated > maxBytes)
        {
            var call = CallerContext.Of(http);
            LogTooLarge(method.FullName, call.Caller.Id, Refuse(http, call, method.FullName, stated, maxBytes));
            return;
        }
        if (!clock.IsOver)
        {
            await next(http);
        }
        // gRPC says of a read that was ended only that it was.
        if (clock.IsOver && !http.Response.HasStarted)
        {
            LetGo(http, method.FullName, (int)patience.TotalSeconds);
        }
    }

    // What is over the client's own limit is told like a document that is: with its error, and to the journal.
    private string Refuse(HttpContext http, CallerContext call, string fullName, uint stated, int maxBytes)
    {
        try
        {
            // One document, and the largest settings that may stand beside it.
            if (DocumentCalls.Signs(fullName) && quotas.Of(call.Caller) is { } quota)
            {
                refusals.RequireSize(call, quota, stated - CallLimits.MaxSealSettingsBytes, "message");
            }
        }
        catch (SigningException e)
        {
            return gate.Refuse(http, fullName, e.ToError());
        }
        var message = $"A message of this call has at most {maxBytes} bytes.";
        return gate.Refuse(http, fullName, new Status(StatusCode.ResourceExhausted, message));
    }

    // 0 of what is broken off: gRPC meets that again.
    private static async ValueTask<uint> StatedBytesAsync(PipeReader body)
    {
        while (true)
        {
            ReadResult read;
            try
            {
                read = await body.ReadAsync();
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                return 0;
            }
            var start = read.Buffer.Start;
            if (read.Buffer.Length >= PrefixBytes)
            {
                var stated = Length(read.Buffer.Slice(1, sizeof(uint)));
                // What is behind it is left to be read at once.
                body.AdvanceTo(start, read.Buffer.GetPosition(PrefixBytes));
                return stated;
            }
            body.AdvanceTo(start, read.Buffer.End);
            if (read.IsCompleted || read.IsCanceled)
            {
                return 0;
            }
        }
    }

    private static uint Length(ReadOnlySequence<byte> octets)
    {
        var reader = new SequenceReader<byte>(octets);
        return reader.TryReadBigEndian(out int length) ? unchecked((uint)length) : 0;
    }

    private void LetGo(HttpContext http, string fullName, int seconds)
    {
        instruments.StreamLetGo("idle");
        var error = new SigningError(SigningErrorKind.Cancelled, $"The message was not in after {seconds} seconds.");
        LogLetGo(fullName, CallerContext.Of(http).Caller.Id, seconds, gate.Refuse(http, fullName, error));
    }

    [LoggerMessage(1014, LogLevel.Information, "{Method} by '{Caller}' refused: its message is too large (call {Id})")]
    private partial void LogTooLarge(string method, string caller, string id);

    [LoggerMessage(
        1107,
        LogLevel.Warning,
        "{Method} by '{Caller}' is ended: its message was not in after {Seconds} s (call {Id})"
    )]
    private partial void LogLetGo(string method, string caller, int seconds, string id);
}
