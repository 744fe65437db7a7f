// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Health;

/// <summary>
/// At least one authority gave a good token lately. When none did, they are asked for one, but not on every look: an
/// authority may count its tokens.
/// </summary>
internal sealed class TimestampProbe(Task<HttpTimestampSource> started, TimeProvider time) : IHealthProbe
{
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(10);
    private long? _probed;

    public string Name => "tsa";

    public async ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var source = await started.WaitAsync(cancellationToken);
        var health = source.Health();
        if (!health.Any(AnsweredLately) && (_probed is not { } last || time.GetElapsedTime(last) >= ProbeInterval))
        {
            _probed = time.GetTimestamp();
            health = await source.ProbeAsync(cancellationToken);
        }
        var detail = string.Join(", ", health.Select(static authority => $"{authority.Name}: {authority.State}"));
        return new PartHealth(health.Any(static a => a.State == TimestampAuthorityState.Answering), detail);
    }

    private bool AnsweredLately(TimestampAuthorityHealth authority) =>
        authority.State == TimestampAuthorityState.Answering
        && authority.LastSuccess is { } success
        // Of one that is still to come, the clock was set back since.
        && time.GetUtcNow() - success is var age
        && age >= TimeSpan.Zero
        && age < Lately;
}
