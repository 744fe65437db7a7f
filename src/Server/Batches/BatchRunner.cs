// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Limits;
using HocBaSo.Signing.Server.Mapping;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>What every batch RPC does around its work: settings first, then the stream until the client has half-closed.</summary>
internal sealed class BatchRunner(
    StreamWatch watch,
    BulkThreads threads,
    ClientQuotas quotas,
    QuotaRefusals refusals,
    ServerInstruments instruments,
    TimeProvider time,
    IHostApplicationLifetime lifetime
)
{
    private const int MaxBytesBesides = 1 << 10;

    /// <summary>Reads the first message.</summary>
    /// <param name="requests">The stream.</param>
    /// <param name="settings">What of the message they are.</param>
    /// <param name="context">The call.</param>
    /// <param name="maxBytes">The largest such message.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>: it carries no settings, or is too large.</exception>
    public async Task<TSettings> SettingsAsync<TRequest, TSettings>(
        IAsyncStreamReader<TRequest> requests,
        Func<TRequest, TSettings?> settings,
        ServerCallContext context,
        int maxBytes = CallLimits.MaxSettingsBytes
    )
        where TRequest : class, IMessage
        where TSettings : class
    {
        var found = await watch.NextAsync(requests, context) ? settings(requests.Current) : null;
        RequestText.Require(found is not null, "The first message carries the settings.", "settings");
        RequestText.Require(
            requests.Current.CalculateSize() <= maxBytes,
            $"The settings have at most {maxBytes} bytes.",
            "settings"
        );
        RequireNothingBesides(requests.Current);
        return found!;
    }

    // The stream keeps its first message until the next one comes, with every field that nobody knows.
    private static void RequireNothingBesides(IMessage first)
    {
        first.Descriptor.FindFieldByName("settings").Accessor.Clear(first);
        RequestText.Require(
            first.CalculateSize() <= MaxBytesBesides,
            $"Besides the settings, the first message has at most {MaxBytesBesides} bytes.",
            "settings"
        );
    }

    /// <summary>Runs the rest of the stream.</summary>
    public async Task RunAsync<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests,
        IServerStreamWriter<TResponse> responses,
        IBatchWork<TRequest, TResponse> work,
        BatchLimits limits,
        ServerCallContext context,
        bool requiresFormat = false
    )
        where TRequest : class
        where TResponse : class
    {
        var call = CallerContext.Of(context);
        var bounds = limits with { Quota = QuotaOf(call) };
        using var stream = new BatchStream<TRequest, TResponse>(
            requests,
            responses,
            work,
            bounds,
            watch,
            threads,
            instruments
        )
        {
            RequiresFormat = requiresFormat,
            Client = call.Caller.Id,
            Abort = context.GetHttpContext().Abort,
            Admit = call.RequireStillKnown,
        };
        await stream.RunAsync(lifetime.ApplicationStopping, context.CancellationToken);
    }

    private StreamQuota? QuotaOf(CallerContext call) =>
        quotas.Of(call.Caller) is { } quota ? new StreamQuota(call, quota, refusals, instruments, time) : null;
}
