// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Core;

/// <summary>One document on its way: parsed once, planned, and signed wave by wave.</summary>
internal sealed partial class DocumentRun : IDisposable
{
    private readonly SigningPorts _ports;
    private readonly StepSigner _signer;
    private readonly AuthorizedRequest _authorized;
    private readonly SigningAttempt _attempt;
    private readonly IOpenDocument _document;
    private readonly StepRun[] _steps;
    private readonly TimestampRun? _timestamp;

    private DocumentRun(
        SigningPorts ports,
        StepSigner signer,
        AuthorizedRequest authorized,
        SigningAttempt attempt,
        IOpenDocument document,
        StepRun[] steps
    )
    {
        _ports = ports;
        _signer = signer;
        _authorized = authorized;
        _attempt = attempt;
        _document = document;
        _steps = steps;
        _timestamp = authorized.Request.DocumentTimestamp ? TimestampOf(ports, authorized, attempt, document) : null;
    }

    /// <summary>The steps, grouped into waves that are signed one after another.</summary>
    public IReadOnlyList<IReadOnlyList<StepRun>> Waves
    {
        get
        {
            var waves = new List<IReadOnlyList<StepRun>>(1);
            // waves never fall along the steps
            for (var start = 0; start < _steps.Length; )
            {
                var end = start + 1;
                while (end < _steps.Length && WaveOf(end) == WaveOf(start))
                {
                    end++;
                }
                waves.Add(_steps[start..end]);
                start = end;
            }
            return waves;
        }
    }

    /// <summary>True when the document came with signatures. To be asked before any is made.</summary>
    public bool BearsSignatures => _document.BearsSignatures;

    /// <summary>The document timestamp, which is made after the last wave; null when none is asked for.</summary>
    public TimestampRun? Timestamp => _timestamp;

    /// <summary>Parses and plans.</summary>
    public static DocumentRun Open(
        SigningPorts ports,
        SigningPipelineOptions options,
        TimeProvider clock,
        AuthorizedRequest authorized,
        SigningAttempt attempt
    )
    {
        var request = authorized.Request;
        var format = FormatOf(ports, request.Format);
        var document = format.Open(request.Document);
        try
        {
            var plan = Plan(ports, document, request);
            RequireSchool(authorized, plan);
            var steps = new StepRun[authorized.Steps.Count];
            for (var i = 0; i < steps.Length; i++)
            {
                var step = authorized.Steps[i];
                steps[i] = new StepRun(i, Request(options, request, attempt, step.Identity, plan.Signatures[i], i))
                {
                    Status = step.Status ?? attempt.StatusOf(i),
                };
            }
            var signer = new StepSigner(ports.Signer, clock, request.Lane);
            return new DocumentRun(ports, signer, authorized, attempt, document, steps);
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    /// <summary>Step 3: builds the data to sign of a wave.</summary>
    public void Prepare(IReadOnlyList<StepRun> wave)
    {
        foreach (var step in wave)
        {
            step.Prepared = _document.Prepare(
                _attempt.IsRepeat ? step.Request with { SignedDigest = _attempt.DigestOf(step.Index) } : step.Request
            );
        }
    }

    /// <summary>Step 5: the signature values of a wave, each checked with the public key.</summary>
    public Task SignAsync(IReadOnlyList<StepRun> wave, CancellationToken cancellationToken) =>
        wave.Count == 1
            ? SignAsync(wave[0], cancellationToken)
            : Task.WhenAll(wave.Select(step => SignAsync(step, cancellationToken)));

    /// <summary>Step 6: the timestamps of a wave, where its level asks for one.</summary>
    public Task TimestampAsync(IReadOnlyList<StepRun> wave, CancellationToken cancellationToken)
    {
        List<Task>? asked = null;
        foreach (var step in wave)
        {
            if (step.Request.Level == SignatureLevel.BaselineT)
            {
                asked ??= new List<Task>(wave.Count);
                asked.Add(TimestampAsync(step, cancellationToken));
            }
        }
        return asked is null ? Task.CompletedTask : Task.WhenAll(asked);
    }

    /// <summary>Of a repeat: values and tokens come from the journal, if they still fit.</summary>
    public void Recall(IReadOnlyList<StepRun> wave)
    {
        foreach (var step in wave)
        {
            if (!_attempt.DigestOf(step.Index).Span.SequenceEqual(step.Prepared!.Digest.Span))
            {
                throw new SigningException(
                    SigningErrorKind.CertificateNotUsable,
                    $"The identity '{step.Request.Identity.Id}', or how signatures are shown, has changed since this request was signed.",
                    $"steps[{step.Index}].identity"
                );
            }
            var outcome = _attempt.OutcomeOf(step.Index);
            step.SignatureValue = outcome.SignatureValue.ToArray();
            step.Timestamp = outcome.TimestampTime is { } time
                ? new TimestampToken(outcome.TimestampToken, time, outcome.TimestampAuthority ?? "")
                : null;
        }
    }

    /// <summary>Step 7: values and tokens into the document.</summary>
    public void Complete(IReadOnlyList<StepRun> wave)
    {
        foreach (var step in wave)
        {
            _document.Complete(step.Prepared!, step.SignatureValue, step.Timestamp?.Token);
        }
    }

    /// <summary>
    /// The values that step 5 checked, and those of tokens that step 6 did; none of a repeat, which takes its values from the journal.
    /// </summary>
    public IReadOnlyList<CheckedValue> CheckedValues =>
        _attempt.IsRepeat
            ? []
            :
            [
                .. _steps.Select(static s => s.CheckedValue),
                .. _steps
                    .Select(static s => s.Timestamp?.CheckedValue)
                    .Append(_timestamp?.Token?.CheckedValue)
                    .OfType<CheckedValue>(),
            ];

    /// <summary>The document with all its signatures.</summary>
    public SignedDocument ToSignedDocument()
    {
        var document = _document.ToSignedDocument();
        // A repeat isn't verified as a whole again: this is the check of the very octets that go out.
        var digest = _attempt.IsRepeat ? SHA256.HashData(document) : _document.DigestOf(document);
        if (_attempt.IsRepeat && !_attempt.OutcomeOf(0).ResultDigest.Span.SequenceEqual(digest))
        {
            throw new SigningException(
                SigningErrorKind.SelfVerificationFailed,
                "The document could not be completed again."
            );
        }
        var signatures = Array.ConvertAll(_steps, static s => s.Summary);
        return new SignedDocument(_authorized.Request.Key.RequestId, document, digest, signatures, _attempt.IsRepeat)
        {
            Attempt = _attempt.Number,
            DocumentTimestamp = _timestamp?.Summary,
        };
    }

    /// <inheritdoc />
    public void Dispose() => _document.Dispose();

    private static IDocumentFormat FormatOf(SigningPorts ports, DocumentFormat wanted)
    {
        for (var i = 0; i < ports.Formats.Count; i++)
        {
            if (ports.Formats[i].Format == wanted)
            {
                return ports.Formats[i];
            }
        }
        throw new SigningException(SigningErrorKind.UnsupportedFormat, $"{wanted} is not signed here.", "format");
    }

    private int WaveOf(int step) => _steps[step].Request.Planned.Wave;

    private static TimestampRun TimestampOf(
        SigningPorts ports,
        AuthorizedRequest authorized,
        SigningAttempt attempt,
        IOpenDocument document
    ) =>
        document is ITimestampedDocument timestamped
            ? new TimestampRun(ports, authorized.Request, attempt, timestamped)
            : throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                "The format has no place for a document timestamp.",
                "document_timestamp"
            );

    private static SigningPlan Plan(SigningPorts ports, IOpenDocument document, SigningRequest request)
    {
        if (document.Plan(request.Steps) is { } planned)
        {
            return planned;
        }
        for (var i = 0; document.Root is { } root && i < ports.Profiles.Count; i++)
        {
            if (ports.Profiles[i].Recognizes(root))
            {
                return ports.Profiles[i].Plan(root, request.Steps);
            }
        }
        throw new SigningException(SigningErrorKind.UnsupportedFormat, "The document is not a transcript.", "document");
    }

    private static void RequireSchool(AuthorizedRequest authorized, SigningPlan plan)
    {
        var school =
            plan.SchoolCode
            ?? authorized.Request.SchoolCode
            ?? (authorized.Steps.Count > 0 ? authorized.Steps[0].Identity.School : null);
        for (var i = 0; i < authorized.Steps.Count; i++)
        {
            var identity = authorized.Steps[i].Identity;
            if (identity.School != school)
            {
                throw new SigningException(
                    SigningErrorKind.NotPermitted,
                    $"The identity '{identity.Id}' does not belong to the document's school.",
                    StepField.Identity(i)
                );
            }
        }
    }

    private static SignatureRequest Request(
        SigningPipelineOptions options,
        SigningRequest request,
        SigningAttempt attempt,
        SigningIdentity identity,
        PlannedSignature planned,
        int index
    ) =>
        new()
        {
            Planned = planned,
            Step = request.Steps[index],
            StepField = StepField.Of(index),
            Identity = identity,
            Algorithm = AlgorithmPolicy.Choose(identity, request.Profile),
            Profile = request.Profile,
            Level = attempt.LevelOf(index) ?? options.LevelOf(request.Steps[index], request.Profile),
            SigningTime = attempt.SigningTime,
        };

    private async Task SignAsync(StepRun step, CancellationToken cancellationToken)
    {
        step.IsAsked = true;
        step.SignatureValue = await _signer.SignAsync(step, cancellationToken);
    }

    private async Task TimestampAsync(StepRun step, CancellationToken cancellationToken)
    {
        var data = _document.DataToTimestamp(step.Prepared!, step.SignatureValue);
        var imprint = SHA256.HashData(data.Span);
        step.Timestamp = await _ports.Timestamps.TimestampAsync(
            imprint,
            HashAlgorithmName.SHA256,
            _authorized.Request.Lane,
            cancellationToken
        );
    }
}
