// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What the journal is told of a document: intents before, outcomes after.</summary>
internal sealed partial class DocumentRun
{
    private SigningLane Lane => _authorized.Request.Lane;

    /// <summary>True when the intents of all steps are in the journal.</summary>
    public bool AreIntentsRecorded { get; private set; }

    /// <summary>
    /// Step 4: the intents of all steps in one append, durable before the HSM is asked for the first of them. What a later wave signs
    /// hangs on the values of those before, so its digest stands in its outcome.
    /// </summary>
    public async ValueTask RecordIntentsAsync(CancellationToken cancellationToken)
    {
        await _ports.Journal.AppendAsync(Array.ConvertAll(_steps, Intent), Lane, cancellationToken);
        AreIntentsRecorded = true;
        foreach (var step in _steps)
        {
            step.IsDigestInIntent = step.Prepared is not null;
        }
    }

    /// <summary>Step 9: how it ended, durable before the caller hears of it.</summary>
    public ValueTask RecordOutcomesAsync(SignedDocument signed)
    {
        var outcomes = new List<SigningOutcome>(_steps.Length + 1);
        foreach (var step in _steps)
        {
            outcomes.Add(
                Signed(step.Index, step.Timestamp, signed) with
                {
                    SignatureValue = step.SignatureValue,
                    DigestToSign = DigestOf(step),
                }
            );
        }
        if (_timestamp is not null)
        {
            outcomes.Add(Signed(_timestamp.Index, _timestamp.Token, signed));
        }
        return _ports.Journal.AppendAsync(outcomes, Lane);
    }

    /// <summary>Closes the intents recorded so far after a failure.</summary>
    public ValueTask RecordFailureAsync(SigningErrorKind error) => CloseAsync(OutcomeKind.Failed, error);

    /// <summary>Closes the intents recorded so far because another attempt follows.</summary>
    public ValueTask RecordDiscardedAsync() => CloseAsync(OutcomeKind.Discarded);

    private async ValueTask CloseAsync(OutcomeKind kind, SigningErrorKind? error = null)
    {
        var outcomes = new List<SigningOutcome>(_steps.Length + 1);
        if (AreIntentsRecorded)
        {
            outcomes.AddRange(
                _steps.Select(step => Outcome(step.Index, kind) with { Error = error, DigestToSign = DigestOf(step) })
            );
        }
        if (_timestamp is { IsIntentRecorded: true })
        {
            outcomes.Add(Outcome(_timestamp.Index, kind) with { Error = error });
        }
        if (outcomes.Count > 0)
        {
            await _ports.Journal.AppendAsync(outcomes, Lane);
        }
    }

    // Empty where the intent tells, and where no key was asked.
    private static ReadOnlyMemory<byte> DigestOf(StepRun step) =>
        step.IsDigestInIntent || !step.IsAsked ? default : step.Prepared!.Digest;

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
            DigestToSign = step.Prepared?.Digest ?? default,
            Algorithm = step.Request.Algorithm,
            SigningTime = _attempt.SigningTime,
            SignatureId = step.Request.Planned.SignatureId,
            CertificateStatus = step.Status?.Status,
            StatusEvidence = step.Status?.Evidence?.Digest ?? default,
        };

    private SigningOutcome Signed(int step, TimestampToken? timestamp, SignedDocument signed) =>
        Outcome(step, OutcomeKind.Signed) with
        {
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
