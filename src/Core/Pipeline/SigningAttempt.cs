// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>One try at a request: fresh, or completed again from the outcomes that the journal holds.</summary>
internal sealed class SigningAttempt
{
    private readonly JournaledRequest? _journaled;

    private SigningAttempt(byte[] inputDigest, int number, DateTimeOffset signingTime, JournaledRequest? journaled)
    {
        InputDigest = inputDigest;
        Number = number;
        SigningTime = signingTime;
        _journaled = journaled;
    }

    /// <summary>The digest of the input.</summary>
    public byte[] InputDigest { get; }

    /// <summary>From 1.</summary>
    public int Number { get; }

    /// <summary>The claimed time of all its signatures: whole seconds, UTC.</summary>
    public DateTimeOffset SigningTime { get; }

    /// <summary>True when every step was signed before: the document is completed again without the HSM.</summary>
    public bool IsRepeat => _journaled is not null;

    /// <summary>
    /// Decides what a try has to do, from what the journal knows of the request. An intent stands for at most one
    /// signature: what was left open or failed is tried again under intents of its own.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="journaled">What the journal knows of its id; null for nothing.</param>
    /// <param name="window">An id that was used before it began is new: only its attempts go on counting.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.RequestIdReused"/>.</exception>
    public static SigningAttempt Begin(
        SigningRequest request,
        JournaledRequest? journaled,
        IdempotencyWindow window,
        DateTimeOffset now
    )
    {
        var input = Core.InputDigest.Of(request);
        if (
            journaled is not null
            && (journaled.IsArchived || !window.Covers(request.Key.Caller, journaled.SigningTime, now))
        )
        {
            return new SigningAttempt(input, journaled.Attempt + 1, WholeSeconds(now), null);
        }
        if (journaled is not null && !journaled.InputDigest.Span.SequenceEqual(input))
        {
            throw new SigningException(
                SigningErrorKind.RequestIdReused,
                "The request id was used before, for another document or other steps.",
                "request_id"
            );
        }
        return journaled is not null && journaled.IsSigned(request.EntryCount)
            ? new SigningAttempt(input, journaled.Attempt, journaled.SigningTime, journaled)
            : new SigningAttempt(input, (journaled?.Attempt ?? 0) + 1, WholeSeconds(now), null);
    }

    /// <summary>The attempt after this one, of the same request at the same time.</summary>
    public SigningAttempt Next() => new(InputDigest, Number + 1, SigningTime, null);

    /// <summary>Of a repeat: the intent of a step.</summary>
    public SigningIntent IntentOf(int step) => _journaled!.Intents.First(i => i.Step == step);

    /// <summary>Of a repeat: what a step signed, as its intent tells, or else its outcome.</summary>
    public ReadOnlyMemory<byte> DigestOf(int step) =>
        IntentOf(step).DigestToSign is { IsEmpty: false } digest ? digest : OutcomeOf(step).DigestToSign;

    /// <summary>Of a repeat: the outcome of a step.</summary>
    public SigningOutcome OutcomeOf(int step) => _journaled!.Outcomes.First(o => o.Step == step);

    /// <summary>Of a repeat: what was known of a step's certificate when it signed; null otherwise.</summary>
    public CertificateStatusAnswer? StatusOf(int step) =>
        IsRepeat && IntentOf(step).CertificateStatus is { } status ? new CertificateStatusAnswer(status) : null;

    /// <summary>Of a repeat: the level that a step was signed at, whatever is configured since; null otherwise.</summary>
    public SignatureLevel? LevelOf(int step) =>
        !IsRepeat ? null
        : OutcomeOf(step).TimestampTime is null ? SignatureLevel.BaselineB
        : SignatureLevel.BaselineT;

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
