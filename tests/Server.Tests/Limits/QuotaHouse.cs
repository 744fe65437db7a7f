// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A server whose clients have limits, a clock that a test moves, and what was signed and journaled meanwhile.</summary>
internal sealed class QuotaHouse
{
    private int _signed;

    public ManualTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 5, 30, 8, 0, 0, TimeSpan.Zero));

    /// <summary>"other" has no limits; a test gives the others theirs.</summary>
    public NamedCallers Callers { get; } = new NamedCallers().With("other", ClientLimitOptions.None);

    /// <summary>Documents that came as far as being signed.</summary>
    public int Signed => Volatile.Read(ref _signed);

    /// <summary>Starts a server whose time is <see cref="Clock"/>; null signs every document at once.</summary>
    public Task<TestHost> StartAsync(
        Func<SigningRequest, CancellationToken, Task<SigningResult>>? sign = null,
        int maxMegabytesPerStream = 64
    ) =>
        TestHost.StartAsync(
            (request, ct) =>
            {
                Interlocked.Increment(ref _signed);
                return (sign ?? FakeSigning.Append)(request, ct);
            },
            new LimitOptions
            {
                IdleStreamSeconds = 86_400,
                StalledStreamSeconds = 86_400,
                MaxMegabytesPerStream = maxMegabytesPerStream,
            },
            time: Clock,
            callers: Callers.Parts
        );

    /// <summary>Signs one document of so many octets.</summary>
    public static async Task SignAsync(TestHost host, string client, int size = 10) =>
        await host.Signing.SignAsync(
            new Wire.SignRequest
            {
                Settings = TestHost.Settings(),
                Format = Wire.DocumentFormat.Xml,
                Document = ByteString.CopyFrom(new byte[size]),
            },
            NamedCallers.By(client)
        );

    /// <summary>Requires that the journal was told of one refusal, and of which limit.</summary>
    public void RequireOneEvent(string caller, string operation, SigningErrorKind error, string limit)
    {
        var entry = Assert.Single(Callers.Events.Events);
        Assert.Equal(
            (JournalEventKind.CallRefused, caller, operation, error),
            (entry.Kind, entry.Caller, entry.Operation, entry.Error)
        );
        Assert.Contains(limit, entry.Detail, StringComparison.Ordinal);
    }

    /// <summary>Requires a refusal that states this wait.</summary>
    public static void RequireQuotaExceeded(RpcException e, TimeSpan wait)
    {
        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
        Assert.Equal("QUOTA_EXCEEDED", ReasonOf(e));
        var retry = StatusOf(e).Details.Single(static d => d.Is(RetryInfo.Descriptor)).Unpack<RetryInfo>();
        Assert.Equal(wait, retry.RetryDelay.ToTimeSpan());
    }

    /// <summary>The kind of error that a refusal states.</summary>
    public static string ReasonOf(RpcException e) =>
        StatusOf(e).Details.Single(static d => d.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>().Reason;

    private static Google.Rpc.Status StatusOf(RpcException e) =>
        Google.Rpc.Status.Parser.ParseFrom(e.Trailers.GetValueBytes("grpc-status-details-bin"));
}
