// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>The tokens of a server and how it treats them. Checked by <see cref="Validate"/> when the signer is made.</summary>
public sealed record Pkcs11Options
{
    /// <summary>1 to 64 tokens. A key that is on several of them (same CKA_ID) is used on whichever is well.</summary>
    public IReadOnlyList<TokenOptions> Tokens { get; init; } = [];

    /// <summary>
    /// Signatures that may wait, over all tokens: 1 to 1,000,000. One more is refused as Overloaded; of bulk
    /// signatures, one more than seven eighths of it. Default 1,024.
    /// </summary>
    public int QueueLength { get; init; } = 1024;

    /// <summary>
    /// How long a signature may wait in the queue; then it fails as Overloaded. Counted anew for the one retry on another session. Default 10 seconds.
    /// </summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long one signature, or one look at an idle token, may take inside the module. A native call can't be stopped: after this time the
    /// token counts as unavailable, and what waits for it goes elsewhere or fails. Default 10 seconds.
    /// </summary>
    public TimeSpan SignTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long <see cref="Pkcs11DigestSigner.StartAsync"/> waits for the first connection of all tokens, and how long each call may take while
    /// a token is connected: twice as long after each try that it ended. Default 15 seconds.
    /// </summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often an idle token is asked whether it is there. Default 10 seconds.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before the second try to reach a token that failed (the first is at once); it doubles. Default 250 ms.</summary>
    public TimeSpan RecoveryBackOff { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause between two tries. Default 30 seconds.</summary>
    public TimeSpan RecoveryBackOffMaximum { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Checks every limit.</summary>
    /// <exception cref="ArgumentException">The first value that is missing or out of range, by name.</exception>
    public void Validate()
    {
        Require(Tokens.Count is >= 1 and <= 64, "Tokens has to name 1 to 64 tokens");
        for (var i = 0; i < Tokens.Count; i++)
        {
            Tokens[i].Validate($"Tokens[{i}]");
        }

        // Twice the same token would mean twice the same wrong PIN.
        Require(
            Tokens.DistinctBy(token => (token.ModulePath, token.Label, token.Serial, token.SlotId)).Count()
                == Tokens.Count,
            "Tokens names the same token twice"
        );
        Require(QueueLength is >= 1 and <= 1_000_000, "QueueLength is not within 1 to 1,000,000");
        RequireTime(QueueTimeout, nameof(QueueTimeout));
        RequireTime(SignTimeout, nameof(SignTimeout));
        RequireTime(StartTimeout, nameof(StartTimeout));
        RequireTime(HealthInterval, nameof(HealthInterval));
        RequireTime(RecoveryBackOff, nameof(RecoveryBackOff));
        RequireTime(RecoveryBackOffMaximum, nameof(RecoveryBackOffMaximum));
        Require(RecoveryBackOff <= RecoveryBackOffMaximum, "RecoveryBackOff is over its maximum");
    }

    internal TimeSpan BackOff(int failures) =>
        TimeSpan.FromTicks(
            Math.Min(RecoveryBackOffMaximum.Ticks, RecoveryBackOff.Ticks * (1L << Math.Clamp(failures - 1, 0, 16)))
        );

    private static void RequireTime(TimeSpan value, string name) =>
        Require(value > TimeSpan.Zero && value <= TimeSpan.FromHours(1), $"{name} is not within 0 to 1 hour");

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
