// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The changes that depend on a certificate.</summary>
internal sealed partial class ChangePlanner
{
    private async Task<PlannedChange> InstallAsync(
        IdentityRecord identity,
        InstallCertificate change,
        CancellationToken cancellationToken
    )
    {
        var version = Allowed(identity, change.Version, VersionChange.InstallCertificate);
        var key = await checks.ReadOwnKeyAsync(identity, version, change.Chain, cancellationToken);
        var verdict = checks.RequireInstallable(identity, version, change.Chain, key);
        var what = $"Install {Describe(verdict.Chain[0])}.";
        return OfOwnKey(identity, change, version, key, verdict, what, Installed);

        IdentityRecord Installed(IdentityRecord now) =>
            now.Change(
                version.Number,
                VersionChange.InstallCertificate,
                time.GetUtcNow(),
                and: v => v with { CertificateChain = verdict.Chain }
            );
    }

    private async Task<PlannedChange> ImportAsync(
        IdentityRecord identity,
        ImportVersion change,
        CancellationToken cancellationToken
    )
    {
        var version = NewVersion(identity.NextNumber(), VersionState.CertificateInstalled, change.KeyUri);
        var key = await checks.ReadOwnKeyAsync(identity, version, change.Chain, cancellationToken);
        var verdict = checks.RequireInstallable(identity, version, change.Chain, key);
        var imported = version with { CertificateChain = verdict.Chain };
        var what = $"Import a key of a token with {Describe(verdict.Chain[0])}.";
        return OfOwnKey(identity, change, version, key, verdict, what, now => now.With(imported));
    }

    // The token is asked while others may change what they have: whose the key is, is looked at again when the change is made.
    private PlannedChange OfOwnKey(
        IdentityRecord identity,
        IdentityChange change,
        IdentityVersion version,
        TokenPublicKey key,
        CertificateInstallVerdict verdict,
        string description,
        Func<IdentityRecord, IdentityRecord> make
    )
    {
        var warnings = checks.RequireOwn(identity, version, verdict.Chain, key);
        return Pure(identity, change, version.Number, description, Made) with
        {
            Warnings = [.. verdict.Warnings.Select(static w => w.Message), .. warnings],
        };

        IdentityRecord Made(IdentityRecord now)
        {
            checks.RequireOwn(now, version, verdict.Chain, key);
            return make(now);
        }
    }

    private async Task<PlannedChange> ActivateAsync(
        AdminCall call,
        IdentityRecord identity,
        ActivateVersion change,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var isLater = change.At > now;
        var version = Allowed(identity, change.Version, isLater ? VersionChange.Schedule : VersionChange.Activate);
        await checks.RequireReadyAsync(call, identity, version, isLater ? change.At!.Value : now, cancellationToken);
        return isLater
            ? Pure(
                identity,
                change,
                version.Number,
                $"Activate version {version.Number} at {change.At:yyyy-MM-dd'T'HH:mm:ssK}.",
                current =>
                    current.Change(
                        version.Number,
                        VersionChange.Schedule,
                        time.GetUtcNow(),
                        and: v => v with { ActivateAt = change.At!.Value.ToUniversalTime() }
                    )
            )
            : Pure(
                identity,
                change,
                version.Number,
                $"Activate version {version.Number}.{Overtaken(identity, version, now)}",
                current => current.Activate(version.Number, time.GetUtcNow(), now)
            );
    }

    private async Task<PlannedChange> RollBackAsync(
        AdminCall call,
        IdentityRecord identity,
        RollBack change,
        CancellationToken cancellationToken
    )
    {
        var version = identity.RollBackVersion();
        var at = time.GetUtcNow();
        await checks.RequireReadyAsync(call, identity, version, at, cancellationToken);
        return Pure(
            identity,
            change,
            version.Number,
            $"Roll back to version {version.Number}.{Overtaken(identity, version, at)}",
            now => now.Activate(version.Number, time.GetUtcNow(), at)
        );
    }

    private async Task<PlannedChange> ResumeAsync(
        AdminCall call,
        IdentityRecord identity,
        ResumeVersion change,
        CancellationToken cancellationToken
    )
    {
        var resumed = Resumed(identity).VersionOf(change.Version);
        if (resumed.State == VersionState.Active)
        {
            await checks.RequireReadyAsync(call, identity, resumed, time.GetUtcNow(), cancellationToken);
        }
        var what = $"Resume version {change.Version}: it is {VersionTransitions.NameOf(resumed.State)}.";
        return Pure(identity, change, change.Version, what, Again);

        IdentityRecord Resumed(IdentityRecord now) => now.Resume(change.Version, time.GetUtcNow());

        // Where the version in force has ended meanwhile, this one would take its place with a key that was not tested.
        IdentityRecord Again(IdentityRecord now) =>
            Resumed(now) is var after && after.VersionOf(change.Version).State == resumed.State
                ? after
                : throw new SigningException(
                    SigningErrorKind.OutOfOrder,
                    "The identity has changed meanwhile: the change has to be asked for again.",
                    "identity"
                );
    }

    private static string Overtaken(IdentityRecord identity, IdentityVersion version, DateTimeOffset now) =>
        string.Concat(
            identity
                .OvertakenBy(version.Number, now)
                .Select(static v => $" Version {v.Number}, whose time has passed, is no longer scheduled.")
        );

    private static string Describe(X509Certificate2 certificate) =>
        $"the certificate {certificate.SerialNumber} of {NameText.OfIssuer(certificate)}, valid until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}";
}
