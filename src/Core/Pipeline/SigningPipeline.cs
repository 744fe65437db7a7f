// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The way of one document, from request to answer. A batch is the same method, N times.</summary>
public sealed class SigningPipeline : IDisposable
{
    private readonly SigningPorts _ports;
    private readonly SigningPipelineOptions _options;
    private readonly TimeProvider _clock;
    private readonly SigningInstruments _instruments;
    private readonly SelfVerifier _verifier;
    private readonly AdmissionGate _gate;
    private readonly RequestTurns _turns = new();
    private readonly WaitsElsewhere _elsewhere = new();

    /// <summary>Makes a pipeline over its ports.</summary>
    /// <exception cref="ArgumentException">A format has no verifier: nothing may be returned unverified.</exception>
    public SigningPipeline(
        SigningPorts ports,
        SigningPipelineOptions options,
        TimeProvider clock,
        SigningInstruments instruments
    )
    {
        if (ports.Formats.FirstOrDefault(f => ports.Verifiers.All(v => v.Format != f.Format)) is { } unverified)
        {
            throw new ArgumentException($"{unverified.Format} has no verifier.", nameof(ports));
        }
        _ports = ports;
        _options = options;
        _clock = clock;
        _instruments = instruments;
        _verifier = new SelfVerifier(ports, options);
        _gate = new AdmissionGate(options.MaxInFlight, options.InteractivePlaces);
        _instruments.ObserveInFlight(() => _gate.InFlight);
    }

    /// <summary>How many documents are on their way.</summary>
    public int InFlight => _gate.InFlight;

    /// <summary>How many of them don't wait for a timestamp.</summary>
    public int AtWork => _gate.InFlight - _elsewhere.Count;

    /// <summary>Whether the next interactive document would be refused: a look at the gate before anything is done for a document.</summary>
    public bool IsFull => _gate.IsFull;

    /// <summary>Signs one document. A failure is a value: it never throws for what the request holds or what befalls it.</summary>
    /// <param name="request">The document and the signatures that it is to get.</param>
    /// <param name="cancellationToken">Cancelled when the caller goes away: the work stops, open intents are closed.</param>
    public async Task<SigningResult> SignAsync(SigningRequest request, CancellationToken cancellationToken)
    {
        using var trace = _instruments.Begin(request);
        using var deadline = new Deadline(request, _clock, cancellationToken);
        var receiving = _instruments.Measure("receive"); // with the wait for a place; not of what is refused here
        try
        {
            RequestRules.Check(request, _options, _clock.GetUtcNow()); // 1 receive
            using var turn = await _turns.EnterAsync(request.Key, deadline.Token); // a twin waits outside the gate
            using var place = await _gate.EnterAsync(request.Lane, request.Key.Caller, deadline.Token);
            receiving.Dispose();
            var granted = Authorize(request); // 2 authorize
            var attempt = await BeginAsync(request, deadline.Token);
            var authorized = await AdmitAsync(granted, attempt, deadline.Token);
            var signed = await SignWithRoomAsync(authorized, attempt, deadline);
            _instruments.Signed(request, trace);
            return SigningResult.Of(signed); // 10 return
        }
        catch (Exception e)
        {
            receiving.Drop();
            return Fail(request, deadline.Explain(e), trace);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    // Reserved room is an estimate: when a timestamp does not fit, the document is prepared once more, as the next attempt.
    private async Task<SignedDocument> SignWithRoomAsync(
        AuthorizedRequest authorized,
        SigningAttempt attempt,
        Deadline deadline
    )
    {
        try
        {
            return await SignAsync(authorized, attempt, deadline);
        }
        catch (SignatureRoomException) when (!attempt.IsRepeat)
        {
            return await SignAsync(authorized, attempt.Next(), deadline);
        }
    }

    private async Task<SignedDocument> SignAsync(
        AuthorizedRequest authorized,
        SigningAttempt attempt,
        Deadline deadline
    )
    {
        using var run = Measure("open", () => DocumentRun.Open(_ports, _options, _clock, authorized, attempt));
        try
        {
            var known = VerifyIncoming(run, authorized, attempt);
            foreach (var wave in run.Waves)
            {
                await SignAsync(run, wave, attempt, deadline.Token); // 3 to 7
            }
            if (run.Timestamp is { } timestamp)
            {
                await StampAsync(timestamp, attempt, deadline.Token); // 3 to 7, without a key
            }
            var signed = run.ToSignedDocument();
            if (attempt.IsRepeat)
            {
                return signed;
            }
            using (_instruments.Measure("verify"))
            {
                var values = known.Count == 0 ? run.CheckedValues : [.. known, .. run.CheckedValues];
                values = _verifier.Verify(authorized, signed, values, _clock.GetUtcNow()); // 8 verify
                signed = signed with { CheckedValues = values };
            }
            using (_instruments.Measure("outcome"))
            {
                await run.RecordOutcomesAsync(signed); // 9 outcome
            }
            return signed;
        }
        catch (SignatureRoomException)
        {
            await run.RecordDiscardedAsync();
            throw;
        }
        catch (Exception e) when (e is not SigningException { Kind: SigningErrorKind.StorageFailed })
        {
            await run.RecordFailureAsync(deadline.Explain(e).Kind);
            throw;
        }
    }

    // What a repeat came with was verified then, and its octets are the same.
    private IReadOnlyList<CheckedValue> VerifyIncoming(
        DocumentRun run,
        AuthorizedRequest authorized,
        SigningAttempt attempt
    )
    {
        if (attempt.IsRepeat || !run.BearsSignatures)
        {
            return [];
        }
        using var _ = _instruments.Measure("verify");
        return _verifier.VerifyIncoming(authorized, _clock.GetUtcNow());
    }

    private async Task SignAsync(
        DocumentRun run,
        IReadOnlyList<StepRun> wave,
        SigningAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        using (_instruments.Measure("prepare"))
        {
            run.Prepare(wave); // 3 prepare
        }
        if (attempt.IsRepeat)
        {
            run.Recall(wave);
            run.Complete(wave);
            return;
        }
        if (!run.AreIntentsRecorded)
        {
            using var _ = _instruments.Measure("intent");
            await run.RecordIntentsAsync(cancellationToken); // 4 intent, of all waves
        }
        using (_instruments.Measure("sign"))
        {
            await run.SignAsync(wave, cancellationToken); // 5 sign
        }
        using (_instruments.Measure("timestamp"))
        {
            await _elsewhere.ForAsync(run.TimestampAsync(wave, cancellationToken)); // 6 timestamp
        }
        using (_instruments.Measure("complete"))
        {
            run.Complete(wave); // 7 complete
        }
    }

    private async Task StampAsync(TimestampRun run, SigningAttempt attempt, CancellationToken cancellationToken)
    {
        using (_instruments.Measure("prepare"))
        {
            run.Prepare();
        }
        if (attempt.IsRepeat)
        {
            run.Recall();
            run.Complete();
            return;
        }
        using (_instruments.Measure("intent"))
        {
            await run.RecordIntentAsync(cancellationToken);
        }
        using (_instruments.Measure("timestamp"))
        {
            await _elsewhere.ForAsync(run.StampAsync(cancellationToken));
        }
        using (_instruments.Measure("complete"))
        {
            run.Complete();
        }
    }

    // A repeat uses no key: what was signed then stays signed, with the versions that signed it.
    private async ValueTask<AuthorizedRequest> AdmitAsync(
        AuthorizedRequest authorized,
        SigningAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        if (attempt.IsRepeat)
        {
            return VersionsInForce.Recall(authorized, attempt);
        }
        VersionsInForce.Require(authorized, _clock.GetUtcNow());
        using var _ = _instruments.Measure("status");
        return await CertificateStatusCheck.RunAsync(_ports.Status, authorized, cancellationToken);
    }

    private async ValueTask<SigningAttempt> BeginAsync(SigningRequest request, CancellationToken cancellationToken)
    {
        var journaled = request.IsRepeatable ? await _ports.Journal.FindAsync(request.Key, cancellationToken) : null;
        var attempt = SigningAttempt.Begin(request, journaled, _options.Idempotency, _clock.GetUtcNow());
        if (journaled?.OpenIntents.ToArray() is { Length: > 0 } open)
        {
            await _ports.Journal.AppendAsync([.. open.Select(Discarded)], request.Lane);
        }
        return attempt;
    }

    private static SigningOutcome Discarded(SigningIntent intent) =>
        new()
        {
            Request = intent.Request,
            Attempt = intent.Attempt,
            Step = intent.Step,
            Kind = OutcomeKind.Discarded,
        };

    private AuthorizedRequest Authorize(SigningRequest request)
    {
        using var _ = _instruments.Measure("authorize");
        return _ports.Authorizer.Authorize(request);
    }

    private T Measure<T>(string stage, Func<T> work)
    {
        using var _ = _instruments.Measure(stage);
        return work();
    }

    private SigningResult Fail(SigningRequest request, SigningException fault, in DocumentTrace trace)
    {
        _instruments.Failed(request, fault.Kind, trace);
        var error = fault.ToError();
        _ports.Events.Failed(request.Key, error, fault.InnerException ?? fault);
        return SigningResult.Of(error);
    }
}
