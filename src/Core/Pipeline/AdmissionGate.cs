// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// Bounds the documents on their way. Interactive requests are refused when it is full; items of a stream wait, so that
/// the stream stops reading.
/// </summary>
internal sealed class AdmissionGate(int places) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim _free = new(places, places);

    /// <summary>How many documents are on their way.</summary>
    public int InFlight => places - _free.CurrentCount;

    /// <summary>Takes a place, or waits for one.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.Overloaded"/>.</exception>
    public async ValueTask<Place> EnterAsync(bool mayWait, CancellationToken cancellationToken)
    {
        if (!await _free.WaitAsync(mayWait ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            throw new SigningException(SigningErrorKind.Overloaded, "The server is at its limit; try again shortly.")
            {
                RetryAfter = RetryAfter,
            };
        }
        return new Place(_free);
    }

    /// <inheritdoc />
    public void Dispose() => _free.Dispose();

    /// <summary>One document's place; given back when disposed.</summary>
    internal readonly struct Place(SemaphoreSlim free) : IDisposable
    {
        /// <inheritdoc />
        public void Dispose() => free.Release();
    }
}
