// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Limits and defaults of the pipeline.</summary>
public sealed record SigningPipelineOptions
{
    /// <summary>The most steps in one request. Default 40.</summary>
    public int MaxSteps { get; init; } = 40;

    /// <summary>The largest XML document in bytes. Default 1 MiB.</summary>
    public int MaxXmlBytes { get; init; } = 1 << 20;

    /// <summary>The largest PDF document in bytes. Default 64 MiB.</summary>
    public int MaxPdfBytes { get; init; } = 64 << 20;

    /// <summary>How many documents may be on their way at once; more are refused, or wait if they may. Default 64.</summary>
    public int MaxInFlight { get; init; } = 64;

    /// <summary>
    /// How many of <see cref="MaxInFlight"/> items of streams never take, so that a single document always finds a place; at most
    /// half of them. Default 8.
    /// </summary>
    public int InteractivePlaces { get; init; } = 8;

    /// <summary>A request whose deadline is nearer than this is refused at once. Default 20 ms.</summary>
    public TimeSpan MinTimeLeft { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a request id stands for its document. Default: as long as the journal has it.</summary>
    public IdempotencyWindow Idempotency { get; init; } = IdempotencyWindow.Unlimited;

    /// <summary>What is verified before return. Default <see cref="SelfVerification.Full"/>.</summary>
    public SelfVerification SelfVerification { get; init; } = SelfVerification.Full;

    /// <summary>
    /// The level of each role, for steps that name none. Default: the seal at B-T, all others at B-B. A profile without a
    /// place for a timestamp is signed at B-B whatever stands here.
    /// </summary>
    public IReadOnlyDictionary<SignerRole, SignatureLevel> Levels { get; init; } =
        new Dictionary<SignerRole, SignatureLevel> { [SignerRole.PhatHanh] = SignatureLevel.BaselineT };

    /// <summary>The level that a step is signed at in a profile: its own, or the configured one where the profile has it.</summary>
    public SignatureLevel LevelOf(SigningStep step, string profile) =>
        step.Level is { } asked ? asked
        : SignatureProfile.HasTimestamp(profile) && Levels.TryGetValue(step.Claim.Role, out var level) ? level
        : SignatureLevel.BaselineB;

    /// <summary>The size limit of a format.</summary>
    public int MaxBytes(DocumentFormat format) => format == DocumentFormat.Pdf ? MaxPdfBytes : MaxXmlBytes;
}
