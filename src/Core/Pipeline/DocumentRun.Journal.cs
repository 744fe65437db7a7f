// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What the journal is told of a document: intents before, outcomes after.</summary>
internal sealed partial class DocumentRun
{
    private SigningLane Lane => _authorized.Request.Lane;

    /// <summary>Step 4: the intents of a wave, durable before the HSM is asked.</summary>
    public async ValueTask RecordIntentsAsync(IReadOnlyList<StepRun> wave, CancellationToken cancellationToken)
    {
        var intents = new SigningIntent[wave.Count];
        for (var i = 0; i < intents.Length; i++)
        {
            intents[i] = Intent(wave[i]);
        }
        await _ports.Journal.AppendAsync(intents, Lane, cancellationToken);
        foreach (var step in wave)
        {
            step.IsIntentRecorded = true;
        }
    }

    /// <summary>Step 9: how it ended, durable before the caller hears of it.</summary>
    public ValueTask RecordOutcomesAsync(SignedDocument signed)
    {
        var outcomes = new List<SigningOutcome>(_steps.Length + 1);
        foreach (var step in _steps)
        {
            outcomes.Add(Signed(step.Index, step.Timestamp, signed, step.SignatureValue));
        }
        if (_timestamp is not null)
        {
            outcomes.Add(Signed(_timestamp.Index, _timestamp.Token, signed));
        }
        return _ports.Journal.AppendAsync(outcomes, Lane);
    }

    /// <summary>Closes the intents recorded so far after a failure.</summary>
    public ValueTask RecordFailureAsync(SigningErrorKind error) =>
        CloseAsync(step => Outcome(step, OutcomeKind.Failed) with { Error = error });

    /// <summary>Closes the intents recorded so far because another attempt follows.</summary>
    public ValueTask RecordDiscardedAsync() => CloseAsync(step => Outcome(step, OutcomeKind.Discarded));

    private async ValueTask CloseAsync(Func<int, SigningOutcome> outcome)
    {
        var open = _steps.Where(s => s.IsIntentRecorded).Select(s => s.Index).ToList();
        if (_timestamp is { IsIntentRecorded: true })
        {
            open.Add(_timestamp.Index);
        }
        if (open.Count > 0)
        {
            await _ports.Journal.AppendAsync([.. open.Select(outcome)], Lane);
        }
    }

    private SigningIntent Intent(StepRun step) =>
        new()
        {
            Request = _authorized.Request.Key,
            Attempt = _attempt.Number,
            Step = step.Index,
            IdentityId = step.Request.Identity.Id,
            IdentityVersion = step.Request.Identity.Version,
            CertificateThumbprint = step.Request.Identity.Facts.Thumbprint,
            ClaimedRole = step.Request.Step.ClaimedRole,
            InputDigest = _attempt.InputDigest,
            DigestToSign = step.Prepared!.Digest,
            Algorithm = step.Prepared.Algorithm,
            SigningTime = _attempt.SigningTime,
            SignatureId = step.Prepared.SignatureId,
            CertificateStatus = step.Status?.Status,
            StatusEvidence = step.Status?.Evidence?.Digest ?? default,
        };

    private SigningOutcome Signed(
        int step,
        TimestampToken? timestamp,
        SignedDocument signed,
        ReadOnlyMemory<byte> value = default
    ) =>
        new()
        {
            Request = _authorized.Request.Key,
            Attempt = _attempt.Number,
            Step = step,
            Kind = OutcomeKind.Signed,
            SignatureValue = value,
            TimestampToken = timestamp?.Token ?? default,
            TimestampTime = timestamp?.Time,
            TimestampAuthority = timestamp?.Authority,
            ResultDigest = signed.Digest,
        };

    private SigningOutcome Outcome(int step, OutcomeKind kind) =>
        new()
        {
            Request = _authorized.Request.Key,
            Attempt = _attempt.Number,
            Step = step,
            Kind = kind,
        };
}
