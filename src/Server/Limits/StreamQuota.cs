// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>A client's limits as one of its streams meets them: it waits before it reads on, and no item fails for load.</summary>
internal sealed class StreamQuota(
    CallerContext call,
    ClientQuota quota,
    QuotaRefusals refusals,
    ServerInstruments instruments,
    TimeProvider time
)
{
    /// <summary>Waits until the next item may begin.</summary>
    public async ValueTask BeginItemAsync(CancellationToken cancellationToken)
    {
        var beginning = quota.BeginItemAsync(cancellationToken);
        if (beginning.IsCompletedSuccessfully)
        {
            return;
        }
        var start = time.GetTimestamp();
        await beginning;
        instruments.HeldBack(call.Caller.Id, time.GetElapsedTime(start));
    }

    /// <summary>An item is answered.</summary>
    public void EndItem() => quota.End();

    /// <summary>Checks the stated size of an item.</summary>
    /// <exception cref="Core.SigningException"><see cref="Core.SigningErrorKind.DocumentTooLarge"/>.</exception>
    public void RequireSize(long bytes) => refusals.RequireSize(call, quota, bytes, "start.size");
}
