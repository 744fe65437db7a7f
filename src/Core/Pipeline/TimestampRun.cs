// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The document timestamp of a request on its way: what a wave is for signatures, without a key.</summary>
internal sealed class TimestampRun(
    SigningPorts ports,
    SigningRequest request,
    SigningAttempt attempt,
    ITimestampedDocument document
)
{
    private PreparedTimestamp? _prepared;

    /// <summary>Its place in the journal: behind all steps.</summary>
    public int Index => request.Steps.Count;

    /// <summary>True when its intent is in the journal.</summary>
    public bool IsIntentRecorded { get; private set; }

    /// <summary>Set by step 6.</summary>
    public TimestampToken? Token { get; private set; }

    /// <summary>What the answer says of it.</summary>
    public DocumentTimestamp Summary => new(_prepared!.TimestampId, Token!.Time, Token.Authority);

    /// <summary>Step 3: builds what is to be stamped.</summary>
    public void Prepare() =>
        _prepared = document.PrepareTimestamp(attempt.IsRepeat ? attempt.IntentOf(Index).DigestToSign : default);

    /// <summary>Step 4: the intent, durable before the authority is asked.</summary>
    public async ValueTask RecordIntentAsync(CancellationToken cancellationToken)
    {
        await ports.Journal.AppendAsync([Intent()], request.Lane, cancellationToken);
        IsIntentRecorded = true;
    }

    /// <summary>Step 6: the token.</summary>
    public async Task StampAsync(CancellationToken cancellationToken) =>
        Token = await ports.Timestamps.TimestampAsync(
            _prepared!.Digest,
            _prepared.DigestAlgorithm,
            request.Lane,
            cancellationToken
        );

    /// <summary>Of a repeat: the token comes from the journal.</summary>
    public void Recall()
    {
        var outcome = attempt.OutcomeOf(Index);
        if (
            !attempt.IntentOf(Index).DigestToSign.Span.SequenceEqual(_prepared!.Digest.Span)
            || outcome.TimestampTime is not { } time
        )
        {
            throw new SigningException(
                SigningErrorKind.SelfVerificationFailed,
                "The document could not be completed again."
            );
        }
        Token = new TimestampToken(outcome.TimestampToken, time, outcome.TimestampAuthority ?? "");
    }

    /// <summary>Step 7: the token into the document.</summary>
    public void Complete() => document.CompleteTimestamp(_prepared!, Token!.Token);

    private SigningIntent Intent() =>
        new()
        {
            Request = request.Key,
            Attempt = attempt.Number,
            Step = Index,
            IdentityId = "",
            CertificateThumbprint = default,
            ClaimedRole = SigningIntent.DocumentTimestampRole,
            InputDigest = attempt.InputDigest,
            DigestToSign = _prepared!.Digest,
            Algorithm = new SignatureAlgorithm(SignatureScheme.None, _prepared.DigestAlgorithm),
            SigningTime = attempt.SigningTime,
            SignatureId = _prepared.TimestampId,
        };
}
