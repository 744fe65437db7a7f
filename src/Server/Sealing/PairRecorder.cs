// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Sealing;

/// <summary>
/// Writes which PDF belongs to which XML. The first record of a request stands: a repeat has made the same pair again, or it is another
/// request. When the first one is behind the window, the id is new, and its pair stands under the id, a space, and the attempt of its
/// PDF; ids of callers hold no space.
/// </summary>
internal sealed class PairRecorder(IPairJournal pairs, IdempotencyWindow window, TimeProvider time)
{
    /// <summary>Writes it, unless it is there.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="pdf">Its PDF.</param>
    /// <param name="cancellationToken">Ends the looking, not the writing.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.RequestIdReused"/>: another pair stands there.</exception>
    public async Task RecordAsync(SealedPair pair, SignedDocument pdf, CancellationToken cancellationToken)
    {
        var mayBeThere = pdf.IsRepeated || pdf.Attempt > 1;
        var known = await AppendAsync(pair, mayBeThere, cancellationToken);
        if (known is not null && !AreEqual(known, pair) && IsBehindWindow(known))
        {
            var id = $"{pair.Request.RequestId} {pdf.Attempt}";
            var anew = pair with { Request = pair.Request with { RequestId = id } };
            known = await AppendAsync(anew, pdf.IsRepeated, cancellationToken);
        }
        if (known is not null && !AreEqual(known, pair))
        {
            throw new SigningException(
                SigningErrorKind.RequestIdReused,
                "The request id was used before, for another pair.",
                "request_id"
            );
        }
    }

    // The pair that stands there already; null when this one does now.
    private async Task<SealedPair?> AppendAsync(SealedPair pair, bool mayBeThere, CancellationToken cancellationToken)
    {
        var known = mayBeThere ? await pairs.FindPairAsync(pair.Request, cancellationToken) : null;
        if (known is not null)
        {
            return known;
        }
        try
        {
            await pairs.AppendAsync(pair);
            return null;
        }
        catch (SigningException e) when (e.Kind == SigningErrorKind.RequestIdReused)
        {
            known = await pairs.FindPairAsync(pair.Request, cancellationToken);
            if (known is null)
            {
                throw;
            }
            return known;
        }
    }

    private bool IsBehindWindow(SealedPair pair) =>
        !window.Covers(pair.Request.Caller, pair.SealedAt, time.GetUtcNow());

    private static bool AreEqual(SealedPair one, SealedPair other) =>
        one.XmlDigest.Span.SequenceEqual(other.XmlDigest.Span)
        && one.PdfDigest.Span.SequenceEqual(other.PdfDigest.Span);
}
