// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Several targets that take turns: the streams of a flow.</summary>
internal sealed class SharedTarget(IReadOnlyList<ILoadTarget> targets) : ILoadTarget
{
    private uint _turn;

    public Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var turn = (int)(Interlocked.Increment(ref _turn) % (uint)targets.Count);
        return targets[turn].SendAsync(document, cancellationToken);
    }

    public void Renew()
    {
        foreach (var target in targets)
        {
            target.Renew();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var target in targets)
        {
            await target.DisposeAsync();
        }
    }
}
