// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>Checks a change against an identity as it is, and says how it is made. Nothing is changed here.</summary>
internal sealed partial class ChangePlanner(
    IdentitySettings settings,
    VersionChecks checks,
    ITokenAdministration tokens,
    TimeProvider time
)
{
    private const int MaxReason = 200;

    /// <summary>Checks a change.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="before">The identity; null when there is none.</param>
    /// <param name="change">What is asked for.</param>
    /// <param name="cancellationToken">Gives up checking.</param>
    /// <exception cref="SigningException">As of <see cref="IIdentityAdministration"/>.</exception>
    public async Task<PlannedChange> PlanAsync(
        AdminCall call,
        IdentityRecord? before,
        IdentityChange change,
        CancellationToken cancellationToken
    )
    {
        if (!settings.Anchors.ContainsKey(change.Tenant))
        {
            throw new SigningException(SigningErrorKind.NotPermitted, "The tenant is not served here.", "tenant");
        }
        if (change is CreateIdentity create)
        {
            return Create(before, create);
        }
        var identity =
            before
            ?? throw new SigningException(
                SigningErrorKind.IdentityNotFound,
                $"The tenant has no identity '{change.IdentityId}'.",
                "identity"
            );
        return change switch
        {
            UpdateIdentity update => Update(identity, update),
            GenerateKey generate => Generate(identity, generate),
            MakeRequest request => Request(identity, request),
            InstallCertificate install => await InstallAsync(identity, install, cancellationToken),
            ImportVersion import => await ImportAsync(identity, import, cancellationToken),
            ActivateVersion activate => await ActivateAsync(call, identity, activate, cancellationToken),
            RollBack roll => await RollBackAsync(call, identity, roll, cancellationToken),
            ResumeVersion resume => await ResumeAsync(call, identity, resume, cancellationToken),
            RetireVersion retire => Plain(identity, retire, retire.Version, VersionChange.Retire, null),
            SuspendVersion suspend => Plain(
                identity,
                suspend,
                suspend.Version,
                VersionChange.Suspend,
                Reason(suspend.Reason)
            ),
            RevokeVersion revoke => Plain(
                identity,
                revoke,
                revoke.Version,
                VersionChange.Revoke,
                Reason(revoke.Reason)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, message: null),
        };
    }

    private static PlannedChange Create(IdentityRecord? before, CreateIdentity change)
    {
        if (before is not null)
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"The tenant has an identity '{change.IdentityId}' already.",
                "identity"
            );
        }
        DefinitionRules.Check(change.Definition);
        return new PlannedChange
        {
            Change = change,
            Before = null,
            Description = $"Create the identity: {Describe(change.Definition)}.",
            Make = _ => new IdentityRecord(change.Definition with { IsConfigured = false }, [], 1),
        };
    }

    private static PlannedChange Update(IdentityRecord identity, UpdateIdentity change)
    {
        if (identity.Definition.IsConfigured)
        {
            throw new SigningException(
                SigningErrorKind.NotPermitted,
                "The identity is defined in the configuration file, and changed there.",
                "identity"
            );
        }
        DefinitionRules.Check(change.Definition);
        if (change.Definition.Kind != identity.Definition.Kind)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, "The kind of an identity stays.", "kind");
        }
        return Pure(
            identity,
            change,
            null,
            $"Change the identity: {Describe(change.Definition)}.",
            now =>
                now with
                {
                    Definition = change.Definition with { IsConfigured = false },
                    Revision = now.Revision + 1,
                }
        );
    }

    private PlannedChange Generate(IdentityRecord identity, GenerateKey change)
    {
        if (!tokens.Tokens.Contains(change.Token, StringComparer.Ordinal))
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, "There is no such token.", "token");
        }
        var number = identity.NextNumber();
        var keyUri = "";
        return new PlannedChange
        {
            Change = change,
            Before = identity,
            Version = number,
            Description = $"Generate a key ({change.Kind}) in the token {change.Token}.",
            InTokenAsync = async () =>
            {
                var label = $"{change.Tenant}/{change.IdentityId}/{number}";
                var pair = await tokens.GenerateAsync(change.Token, change.Kind, label, CancellationToken.None);
                keyUri = pair.KeyUri;
            },
            Make = now => now!.With(NewVersion(number, VersionState.KeyGenerated, keyUri)),
        };
    }

    private PlannedChange Request(IdentityRecord identity, MakeRequest change)
    {
        var version = Allowed(identity, change.Version, VersionChange.MakeRequest);
        if (CertificateRequestRules.Check(change.Content) is [var defect, ..])
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"The content of the request breaks a rule: {defect}.",
                "content"
            );
        }
        ReadOnlyMemory<byte> request = default;
        return new PlannedChange
        {
            Change = change,
            Before = identity,
            Version = version.Number,
            Description = $"Request a certificate for {change.Content.Subject.CommonName}.",
            InTokenAsync = async () =>
                request = await tokens.CertificateRequestAsync(version.KeyUri, change.Content, CancellationToken.None),
            Make = now =>
                now!.Change(
                    version.Number,
                    VersionChange.MakeRequest,
                    time.GetUtcNow(),
                    and: v => v with { CertificateRequest = request }
                ),
        };
    }

    private PlannedChange Plain(
        IdentityRecord identity,
        IdentityChange change,
        int number,
        VersionChange what,
        string? reason
    ) =>
        Pure(
            identity,
            change,
            number,
            $"{what} version {number}{(reason is null ? "" : $": {reason}")}.",
            now => now.Change(number, what, time.GetUtcNow(), reason)
        );

    private static PlannedChange Pure(
        IdentityRecord before,
        IdentityChange change,
        int? version,
        string description,
        Func<IdentityRecord, IdentityRecord> make
    )
    {
        // What is impossible is refused here already.
        make(before);
        return new PlannedChange
        {
            Change = change,
            Before = before,
            Version = version,
            Description = description,
            Make = now => make(now!),
        };
    }

    private static IdentityVersion Allowed(IdentityRecord identity, int number, VersionChange change)
    {
        var version = identity.VersionOf(number);
        VersionTransitions.Apply(version, change, version.ChangedAt);
        return version;
    }

    private IdentityVersion NewVersion(int number, VersionState state, string keyUri)
    {
        var now = time.GetUtcNow();
        return new IdentityVersion
        {
            Number = number,
            State = state,
            KeyUri = keyUri,
            CreatedAt = now,
            ChangedAt = now,
        };
    }

    private static string Reason(string reason) =>
        reason.Trim().Length > 0 && reason.Length <= MaxReason && !reason.Any(char.IsControl)
            ? reason
            : throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The reason is not 1 to 200 characters of text.",
                "reason"
            );

    private static string Describe(IdentityDefinition identity) =>
        $"{identity.Kind}, school {identity.School}, roles {string.Join(", ", identity.Roles.Select(static r => RoleClaim.NameOf(r.Role) + (r.Subjects.Count == 0 ? "" : $" ({string.Join(' ', r.Subjects)})")))}";
}
