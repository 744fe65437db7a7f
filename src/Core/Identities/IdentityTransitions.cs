// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// Changes of an identity as a whole: of its versions at most one is active, before and after. Pure; each gives the next
/// revision. Those that name a version throw <see cref="SigningErrorKind.IdentityNotFound"/> for one that is not there, and
/// <see cref="SigningErrorKind.OutOfOrder"/> where its state does not allow the change.
/// </summary>
public static class IdentityTransitions
{
    /// <summary>The version of that number.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.IdentityNotFound"/>.</exception>
    public static IdentityVersion VersionOf(this IdentityRecord identity, int number) =>
        identity.Versions.FirstOrDefault(v => v.Number == number)
        ?? throw new SigningException(
            SigningErrorKind.IdentityNotFound,
            $"The identity '{identity.Definition.Id}' has no version {number}.",
            "version"
        );

    /// <summary>Which number the next version gets.</summary>
    public static int NextNumber(this IdentityRecord identity) =>
        identity.Versions.Select(static v => v.Number).DefaultIfEmpty().Max() + 1;

    /// <summary>With one more version.</summary>
    public static IdentityRecord With(this IdentityRecord identity, IdentityVersion added) =>
        identity.Next([.. identity.Versions, added]);

    /// <summary>A change that concerns one version alone. Activation and resuming have methods of their own.</summary>
    /// <param name="identity">The identity before.</param>
    /// <param name="number">Which version.</param>
    /// <param name="change">What happens.</param>
    /// <param name="now">When.</param>
    /// <param name="reason">Why.</param>
    /// <param name="and">What else changes in it.</param>
    public static IdentityRecord Change(
        this IdentityRecord identity,
        int number,
        VersionChange change,
        DateTimeOffset now,
        string? reason = null,
        Func<IdentityVersion, IdentityVersion>? and = null
    )
    {
        if (change is VersionChange.Activate or VersionChange.Resume)
        {
            throw new ArgumentOutOfRangeException(nameof(change), change, "It concerns other versions as well.");
        }
        var changed = VersionTransitions.Apply(identity.VersionOf(number), change, now, reason);
        return identity.Replace(and is null ? changed : and(changed));
    }

    /// <summary>
    /// The version comes into force; the one that is active becomes retiring. Versions whose time came before this one's are no
    /// longer scheduled: late, because a token was away, they would replace what was activated after them.
    /// </summary>
    /// <param name="identity">The identity before.</param>
    /// <param name="number">Which version.</param>
    /// <param name="now">When.</param>
    /// <param name="asOf">When it was decided, where its key was tested since; <paramref name="now"/> unless given.</param>
    public static IdentityRecord Activate(
        this IdentityRecord identity,
        int number,
        DateTimeOffset now,
        DateTimeOffset? asOf = null
    )
    {
        var overtaken = identity.OvertakenBy(number, asOf ?? now);
        var activated = VersionTransitions.Apply(identity.VersionOf(number), VersionChange.Activate, now);
        return identity.Next([
            .. identity.Versions.Select(v =>
                v.Number == number ? activated
                : v.State == VersionState.Active ? VersionTransitions.Apply(v, VersionChange.Replace, now)
                : overtaken.Contains(v) ? VersionTransitions.Apply(v, VersionChange.Unschedule, now)
                : v
            ),
        ]);
    }

    /// <summary>The scheduled versions whose time comes before that of a version that is activated, which ends their schedule.</summary>
    public static IReadOnlyList<IdentityVersion> OvertakenBy(
        this IdentityRecord identity,
        int number,
        DateTimeOffset now
    )
    {
        // One that comes into force late, too, has the time that was set for it.
        var at =
            identity.VersionOf(number) is { State: VersionState.Scheduled, ActivateAt: { } set } && set < now
                ? set
                : now;
        return
        [
            .. identity.Versions.Where(v =>
                v.Number != number
                && v.State == VersionState.Scheduled
                && (v.ActivateAt < at || (v.ActivateAt == at && v.Number < number))
            ),
        ];
    }

    /// <summary>The version to roll back to: of those that are retiring the one that was in force last.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.OutOfOrder"/>: none is retiring.</exception>
    public static IdentityVersion RollBackVersion(this IdentityRecord identity) =>
        // Not by their last change: one that was suspended meanwhile, and resumed, has been changed since.
        identity
            .Versions.Where(static v => v.State == VersionState.Retiring)
            .MaxBy(static v => (v.ActivateAt, v.Number))
        ?? throw new SigningException(
            SigningErrorKind.OutOfOrder,
            $"The identity '{identity.Definition.Id}' has no retiring version to roll back to.",
            "identity"
        );

    /// <summary>
    /// A suspended version goes on where it stood; where another has taken its place meanwhile, as retiring; where the time at which
    /// it was to come into force has passed, with its certificate installed: it must not replace what was activated meanwhile.
    /// </summary>
    public static IdentityRecord Resume(this IdentityRecord identity, int number, DateTimeOffset now)
    {
        var resumed = VersionTransitions.Apply(identity.VersionOf(number), VersionChange.Resume, now);
        return identity.Replace(
            resumed.State == VersionState.Active && identity.Active is not null
                ? VersionTransitions.Apply(resumed, VersionChange.Replace, now)
            : resumed.State == VersionState.Scheduled && resumed.ActivateAt <= now
                ? VersionTransitions.Apply(resumed, VersionChange.Unschedule, now)
            : resumed
        );
    }

    private static IdentityRecord Replace(this IdentityRecord identity, IdentityVersion changed) =>
        identity.Next([.. identity.Versions.Select(v => v.Number == changed.Number ? changed : v)]);

    private static IdentityRecord Next(this IdentityRecord identity, IReadOnlyList<IdentityVersion> versions) =>
        identity with
        {
            Versions = versions,
            Revision = identity.Revision + 1,
        };
}
