// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

/// <summary>Which change is allowed in which state: every pair, written down a second time.</summary>
public sealed class VersionTransitionsTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    // Rows: changes; columns: the states from KeyGenerated to Revoked. A letter is the state that it leads to, '.' a refusal.
    private const string Matrix = """
        MakeRequest         Q Q . . . . . . .
        InstallCertificate  I I I . . . . . .
        Schedule            . . S S . . . . .
        Unschedule          . . . I . . . . .
        Activate            . . A A . A . . .
        Replace             . . . . G . . . .
        Retire              T T T T T T . T .
        Suspend             H H H H H H H . .
        Resume              . . . . . . . A .
        Revoke              R R R R R R R R .
        """;

    private const string Letters = "KQISAGTHR";

    public static TheoryData<VersionChange, VersionState, VersionState?> Pairs()
    {
        var pairs = new TheoryData<VersionChange, VersionState, VersionState?>();
        foreach (var line in Matrix.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 1; i < words.Length; i++)
            {
                VersionState? to = words[i] == "." ? null : (VersionState)(Letters.IndexOf(words[i][0]) + 1);
                pairs.Add(Enum.Parse<VersionChange>(words[0]), (VersionState)i, to);
            }
        }
        return pairs;
    }

    [Fact]
    public void Matrix_WhenCompared_HasEveryPair() =>
        Assert.Equal(Enum.GetValues<VersionChange>().Length * Enum.GetValues<VersionState>().Length, Pairs().Count());

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Apply_WhenAChangeMeetsAState_LeadsWhereTheTableSays(
        VersionChange change,
        VersionState from,
        VersionState? to
    )
    {
        var version = Version(1, from) with
        {
            ResumeState = from == VersionState.Suspended ? VersionState.Active : null,
        };

        Assert.Equal(to is not null, VersionTransitions.Allows(from, change));
        if (to is null)
        {
            var refused = Assert.Throws<SigningException>(() => VersionTransitions.Apply(version, change, s_now));
            Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
            return;
        }
        var changed = VersionTransitions.Apply(version, change, s_now, "why");
        Assert.Equal(to, changed.State);
        Assert.Equal(s_now, changed.ChangedAt);
        Assert.Equal(to == VersionState.Suspended ? from : null, changed.ResumeState);
        Assert.Equal(to is VersionState.Suspended or VersionState.Revoked ? "why" : null, changed.Reason);
        Assert.Equal(version.KeyUri, changed.KeyUri);
    }

    [Theory]
    [InlineData(VersionState.KeyGenerated)]
    [InlineData(VersionState.Scheduled)]
    [InlineData(VersionState.Active)]
    [InlineData(VersionState.Retired)]
    public void Resume_WhenSuspended_GoesOnWhereItStood(VersionState from)
    {
        var suspended = VersionTransitions.Apply(Version(1, from), VersionChange.Suspend, s_now, "why");

        Assert.Equal(from, VersionTransitions.Apply(suspended, VersionChange.Resume, s_now).State);
    }

    [Fact]
    public void Activate_WhenAnotherIsActive_MakesThatOneRetiring()
    {
        var identity = Identity(Version(1, VersionState.Active), Version(2, VersionState.CertificateInstalled));

        var rotated = identity.Activate(2, s_now);

        Assert.Equal([VersionState.Retiring, VersionState.Active], rotated.Versions.Select(v => v.State));
        Assert.Equal(identity.Revision + 1, rotated.Revision);
        Assert.Equal(1, rotated.RollBackVersion().Number);
    }

    [Fact]
    public void RollBack_WhenTwoAreRetiring_TakesTheOneThatWasReplacedLast()
    {
        var identity = Identity(
                Version(1, VersionState.Active),
                Version(2, VersionState.CertificateInstalled),
                Version(3, VersionState.CertificateInstalled)
            )
            .Activate(2, s_now)
            .Activate(3, s_now.AddHours(1));

        Assert.Equal(2, identity.RollBackVersion().Number);
    }

    [Fact]
    public void RollBack_WhenAnOlderOneWasSuspendedAndResumed_StillTakesTheOneThatWasReplacedLast()
    {
        var identity = Identity(
                Version(1, VersionState.Active),
                Version(2, VersionState.CertificateInstalled),
                Version(3, VersionState.CertificateInstalled)
            )
            .Activate(2, s_now)
            .Activate(3, s_now.AddHours(1))
            .Change(1, VersionChange.Suspend, s_now.AddHours(2), "by mistake")
            .Resume(1, s_now.AddHours(3));

        Assert.Equal(VersionState.Retiring, identity.VersionOf(1).State);
        Assert.Equal(2, identity.RollBackVersion().Number);
    }

    [Fact]
    public void RollBack_WhenNoneIsRetiring_IsRefused()
    {
        var identity = Identity(Version(1, VersionState.Active), Version(2, VersionState.Retired));

        var refused = Assert.Throws<SigningException>(() => identity.RollBackVersion());

        Assert.Equal(SigningErrorKind.OutOfOrder, refused.Kind);
    }

    [Fact]
    public void Resume_WhenAnotherTookItsPlace_GoesOnAsRetiring()
    {
        var identity = Identity(Version(1, VersionState.Active), Version(2, VersionState.CertificateInstalled))
            .Change(1, VersionChange.Suspend, s_now, "lost card")
            .Activate(2, s_now)
            .Resume(1, s_now);

        Assert.Equal([VersionState.Retiring, VersionState.Active], identity.Versions.Select(v => v.State));
    }

    [Fact]
    public void Change_WhenTheVersionIsNotThere_IsNotFound()
    {
        var refused = Assert.Throws<SigningException>(() =>
            Identity(Version(1, VersionState.Active)).Change(7, VersionChange.Retire, s_now)
        );

        Assert.Equal(SigningErrorKind.IdentityNotFound, refused.Kind);
    }

    [Fact]
    public void Changes_WhenAnyComeInAnyOrder_LeaveAtMostOneActiveAndEndedOnesEnded()
    {
        var random = new Random(6);
        for (var run = 0; run < 300; run++)
        {
            var identity = Identity();
            for (var step = 0; step < 60; step++)
            {
                var before = identity;
                try
                {
                    identity = Change(identity, random, s_now.AddMinutes(step));
                }
                catch (SigningException refused)
                {
                    Assert.True(
                        refused.Kind is SigningErrorKind.OutOfOrder or SigningErrorKind.IdentityNotFound,
                        refused.Message
                    );
                    continue;
                }
                Assert.Equal(before.Revision + 1, identity.Revision);
                Assert.True(identity.Versions.Count(v => v.State == VersionState.Active) <= 1);
                Assert.Equal(Enumerable.Range(1, identity.Versions.Count), identity.Versions.Select(v => v.Number));
                foreach (var ended in before.Versions.Where(v => v.State == VersionState.Revoked))
                {
                    Assert.Equal(ended, identity.VersionOf(ended.Number));
                }
                foreach (var ended in before.Versions.Where(v => v.State == VersionState.Retired))
                {
                    Assert.NotEqual(VersionState.Active, identity.VersionOf(ended.Number).State);
                }
                Assert.All(
                    identity.Versions,
                    v => Assert.Equal(v.State == VersionState.Suspended, v.ResumeState is not null)
                );
            }
        }
    }

    private static IdentityRecord Change(IdentityRecord identity, Random random, DateTimeOffset now)
    {
        var number = random.Next(1, identity.NextNumber() + 1);
        var change = (VersionChange)random.Next(0, Enum.GetValues<VersionChange>().Length + 2);
        return change switch
        {
            0 => identity.With(Version(identity.NextNumber(), VersionState.KeyGenerated)),
            VersionChange.Activate => identity.Activate(number, now),
            VersionChange.Resume => identity.Resume(number, now),
            // Only ever part of an activation.
            VersionChange.Replace => throw new SigningException(SigningErrorKind.OutOfOrder, "Not alone."),
            > VersionChange.Revoke => identity.Activate(identity.RollBackVersion().Number, now),
            _ => identity.Change(number, change, now, "why"),
        };
    }

    private static IdentityRecord Identity(params IdentityVersion[] versions) =>
        new(
            new IdentityDefinition
            {
                Tenant = "t1",
                Id = "head",
                Kind = IdentityKind.Person,
                School = "S1",
                Roles = [new RoleGrant(SignerRole.Cbql, [])],
            },
            versions,
            41
        );

    private static IdentityVersion Version(int number, VersionState state) =>
        new()
        {
            Number = number,
            State = state,
            KeyUri = "pkcs11:object=k" + number,
            CreatedAt = DateTimeOffset.UnixEpoch,
            ChangedAt = DateTimeOffset.UnixEpoch,
        };
}
