// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;
using static HocBaSo.Signing.Core.VersionState;

namespace HocBaSo.Signing.Core;

/// <summary>Which change is allowed in which state, and where it leads. Pure; the table is the whole truth.</summary>
public static class VersionTransitions
{
    private static readonly FrozenDictionary<VersionChange, (VersionState[] From, VersionState? To)> Table =
        new Dictionary<VersionChange, (VersionState[] From, VersionState? To)>
        {
            [VersionChange.MakeRequest] = ([KeyGenerated, RequestMade], RequestMade),
            [VersionChange.InstallCertificate] = (
                [KeyGenerated, RequestMade, CertificateInstalled],
                CertificateInstalled
            ),
            [VersionChange.Schedule] = ([CertificateInstalled, Scheduled], Scheduled),
            [VersionChange.Unschedule] = ([Scheduled], CertificateInstalled),
            [VersionChange.Activate] = ([CertificateInstalled, Scheduled, Retiring], Active),
            [VersionChange.Replace] = ([Active], Retiring),
            [VersionChange.Retire] = (
                [KeyGenerated, RequestMade, CertificateInstalled, Scheduled, Active, Retiring, Suspended],
                Retired
            ),
            [VersionChange.Suspend] = (
                [KeyGenerated, RequestMade, CertificateInstalled, Scheduled, Active, Retiring, Retired],
                Suspended
            ),
            [VersionChange.Resume] = ([Suspended], null),
            [VersionChange.Revoke] = (
                [KeyGenerated, RequestMade, CertificateInstalled, Scheduled, Active, Retiring, Retired, Suspended],
                Revoked
            ),
        }.ToFrozenDictionary();

    /// <summary>True when the state allows the change.</summary>
    public static bool Allows(VersionState from, VersionChange change) => Table[change].From.Contains(from);

    /// <summary>The version after the change; only its state, and what belongs to the state, differs.</summary>
    /// <param name="version">The version before.</param>
    /// <param name="change">What happens.</param>
    /// <param name="now">When.</param>
    /// <param name="reason">Why; kept of a version that is suspended or revoked.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.OutOfOrder"/>: the state does not allow it.</exception>
    public static IdentityVersion Apply(
        IdentityVersion version,
        VersionChange change,
        DateTimeOffset now,
        string? reason = null
    )
    {
        if (!Allows(version.State, change))
        {
            throw new SigningException(
                SigningErrorKind.OutOfOrder,
                $"Version {version.Number} is {NameOf(version.State)}: that does not allow this change ({NameOf(change)}).",
                "version"
            );
        }
        var to = Table[change].To ?? version.ResumeState ?? CertificateInstalled;
        return version with
        {
            State = to,
            ChangedAt = now,
            ActivateAt = change switch
            {
                VersionChange.Activate => now,
                VersionChange.Unschedule => null,
                _ => version.ActivateAt,
            },
            ResumeState = to == Suspended ? version.State : null,
            Reason = to is Suspended or Revoked ? reason : null,
        };
    }

    /// <summary>A state in words, as in "is suspended".</summary>
    public static string NameOf(VersionState state) =>
        state switch
        {
            KeyGenerated => "without a certificate",
            RequestMade => "waiting for its certificate",
            CertificateInstalled => "not activated",
            Scheduled => "scheduled",
            Active => "active",
            Retiring => "retiring",
            Retired => "retired",
            Suspended => "suspended",
            Revoked => "revoked",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
        };

    private static string NameOf(VersionChange change) =>
        change switch
        {
            VersionChange.MakeRequest => "make a request",
            VersionChange.InstallCertificate => "install a certificate",
            _ => change.ToString().ToLowerInvariant(),
        };
}
