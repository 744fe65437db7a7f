// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>
/// Exchanges with sources, each within its time limit, and none with one that failed a moment ago. Shared by all who ask, so that
/// a dead source costs its limit once. Thread-safe.
/// </summary>
internal sealed class StatusExchanges(CertificateStatusOptions options, TimeProvider time)
{
    private readonly StatusStandings _standings = new(options, time);

    /// <summary>One exchange, and the check of what it brought.</summary>
    /// <exception cref="StatusException">What <paramref name="exchange"/> throws; <see cref="StatusFault.TimedOut"/>, <see cref="StatusFault.BackingOff"/>.</exception>
    public async Task<T> RunAsync<T>(
        StatusUrl url,
        Func<CancellationToken, Task<T>> exchange,
        CancellationToken cancellationToken
    )
    {
        if (_standings.IsBackingOff(url))
        {
            throw new StatusException(StatusFault.BackingOff, "The source failed a moment ago.");
        }

        try
        {
            var answer = await RunInTimeAsync(exchange, cancellationToken);
            _standings.Answered(url);
            return answer;
        }
        catch (StatusException failure) when (failure.IsOfTheSource)
        {
            _standings.Failed(url);
            throw;
        }
    }

    private async Task<T> RunInTimeAsync<T>(
        Func<CancellationToken, Task<T>> exchange,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await exchange(linked.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StatusException(
                StatusFault.TimedOut,
                $"No answer within {options.Timeout.TotalMilliseconds:F0} ms.",
                e
            );
        }
    }
}
