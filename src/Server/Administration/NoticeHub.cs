// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>Hands notices to all who watch. Nobody waits for a slow watcher: it is cut off, and told so.</summary>
internal sealed class NoticeHub
{
    private const int MaxBehind = 1_000;
    private readonly ConcurrentDictionary<Channel<IdentityNotice>, string> _watchers = [];

    /// <summary>Tells everybody who watches the tenant.</summary>
    public void Tell(IdentityNotice notice)
    {
        foreach (var (watcher, tenant) in _watchers)
        {
            if (tenant == notice.Tenant && !watcher.Writer.TryWrite(notice) && _watchers.TryRemove(watcher, out _))
            {
                watcher.Writer.TryComplete(FellBehind());
            }
        }
    }

    /// <summary>Ends all watching.</summary>
    public void End()
    {
        foreach (var watcher in _watchers.Keys)
        {
            watcher.Writer.TryComplete();
        }
    }

    /// <summary>The notices of a tenant from the call on: whoever lists after calling misses nothing in between.</summary>
    public IAsyncEnumerable<IdentityNotice> WatchAsync(string tenant, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<IdentityNotice>(
            new BoundedChannelOptions(MaxBehind) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
        );
        _watchers[channel] = tenant;
        return ReadAsync(channel, cancellationToken);
    }

    private async IAsyncEnumerable<IdentityNotice> ReadAsync(
        Channel<IdentityNotice> channel,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        try
        {
            await foreach (var notice in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return notice;
            }
        }
        finally
        {
            _watchers.TryRemove(channel, out _);
        }
    }

    private static SigningException FellBehind() =>
        new(SigningErrorKind.Overloaded, "The watcher fell behind: list the identities and watch again.");
}
