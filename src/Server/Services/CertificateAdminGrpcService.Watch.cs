// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Errors;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Services;

/// <content>The stream of what changes and what ends.</content>
internal sealed partial class CertificateAdminGrpcService
{
    // A watcher may outlive its certificate, and be quiet for days.
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMinutes(1);

    public override async Task WatchIdentities(
        WatchIdentitiesRequest request,
        IServerStreamWriter<WatchIdentitiesResponse> responseStream,
        ServerCallContext context
    )
    {
        var tenant = Readable(request.Tenant, context);
        var caller = CallerContext.Of(context);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken,
            lifetime.ApplicationStopping
        );
        await using var notices = identities.WatchAsync(tenant, ends.Token).GetAsyncEnumerator(ends.Token);
        // Asked first and told then: what happens after the first message is not missed.
        var next = notices.MoveNextAsync().AsTask();
        try
        {
            await watch.SendAsync(responseStream, Watching(), context, ends.Token);
            while (await StillKnownAsync(next, caller))
            {
                await watch.SendAsync(responseStream, ChangeAnswers.Notice(notices.Current), context, ends.Token);
                next = notices.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw ShutDown.Error();
        }
        finally
        {
            // It can't be disposed of while it is asked.
            await ends.CancelAsync();
            await Task.WhenAny(next);
        }
    }

    private async Task<bool> StillKnownAsync(Task<bool> next, CallerContext caller)
    {
        while (true)
        {
            using var rest = new CancellationTokenSource();
            await Task.WhenAny(next, Task.Delay(s_askAgain, time, rest.Token));
            await rest.CancelAsync();
            caller.RequireStillKnown();
            if (next.IsCompleted)
            {
                return await next;
            }
        }
    }

    private WatchIdentitiesResponse Watching() =>
        new()
        {
            Kind = NoticeKind.Watching,
            Time = time.GetUtcNow().ToTimestamp(),
            Description = "Watching.",
        };
}
