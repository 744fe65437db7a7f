// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>What a certificate has to be to be installed, and a version to come into force.</summary>
internal sealed class VersionChecks(
    IdentitySettings settings,
    SnapshotBuilder snapshots,
    ITokenAdministration tokens,
    KeyTest test,
    Func<KeyOwners> owners,
    TimeProvider time
)
{
    private readonly CertificateInstallRules _rules = new();

    /// <summary>The key of a version that is to get a certificate, as its token says. It is the tenant's by every name and number.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.NotPermitted"/>; as of <see cref="ITokenAdministration"/>.
    /// </exception>
    public async Task<TokenPublicKey> ReadOwnKeyAsync(
        IdentityRecord identity,
        IdentityVersion version,
        IReadOnlyList<X509Certificate2> chain,
        CancellationToken cancellationToken
    )
    {
        var (tenant, id) = (identity.Definition.Tenant, identity.Definition.Id);
        owners().Check(tenant, id, version.KeyUri, chain, key: null);
        var key = await tokens.PublicKeyAsync(version.KeyUri, cancellationToken);
        RequireOwn(identity, version, chain, key);
        return key;
    }

    /// <summary>The key is the tenant's now.</summary>
    /// <returns>What to warn of.</returns>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.NotPermitted"/>.</exception>
    public IReadOnlyList<string> RequireOwn(
        IdentityRecord identity,
        IdentityVersion version,
        IReadOnlyList<X509Certificate2> chain,
        TokenPublicKey key
    ) => owners().Check(identity.Definition.Tenant, identity.Definition.Id, version.KeyUri, chain, key);

    /// <summary>The chain leads to the tenant's anchors, is for the token's key, and good enough; its status can be asked for as configured.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.CertificateNotUsable"/>: everything that is wrong.</exception>
    public CertificateInstallVerdict RequireInstallable(
        IdentityRecord identity,
        IdentityVersion version,
        IReadOnlyList<X509Certificate2> chain,
        TokenPublicKey key
    )
    {
        var verdict = _rules.Check(
            new CertificateOffer
            {
                Certificates = [.. chain.Select(static c => c.RawDataMemory)],
                PublicKey = key.SubjectPublicKeyInfo,
                Anchors = settings.AnchorsOf(identity.Definition.Tenant).Signers,
                Now = time.GetUtcNow(),
                Request = version.CertificateRequest,
                OtherVersions = [.. identity.Versions.Where(v => v.Number != version.Number)],
            }
        );
        Require(verdict.IsAccepted, string.Join(' ', verdict.Defects.Select(static d => d.Message)));
        var errors = new ErrorList();
        snapshots.StatusOf(identity.Definition, version with { CertificateChain = verdict.Chain }, errors);
        Require(errors.Errors.Count == 0, string.Join(' ', errors.Errors.Select(static e => $"The {e}.")));
        return verdict;
    }

    /// <summary>The certificate and its issuers may sign at that time, for the days that have to be left, and the key signs.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.CertificateNotUsable"/>; as of <see cref="KeyTest.RunAsync"/>.
    /// </exception>
    public async Task RequireReadyAsync(
        AdminCall call,
        IdentityRecord identity,
        IdentityVersion version,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var (tenant, id) = (identity.Definition.Tenant, identity.Definition.Id);
        var anchors = settings.AnchorsOf(tenant).Signers;
        if (_rules.CheckActivation(version.CertificateChain, anchors, at) is { } defect)
        {
            Require(false, defect.Message);
        }
        var days = settings.MinRemainingDaysOf(tenant, id);
        if (version.Validity!.DefectAt(at, days, $"certificate of version {version.Number}", "would be") is { } why)
        {
            Require(false, why);
        }
        await test.RunAsync(call, identity.Definition, version, cancellationToken);
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new SigningException(SigningErrorKind.CertificateNotUsable, message, "certificate");
        }
    }
}
