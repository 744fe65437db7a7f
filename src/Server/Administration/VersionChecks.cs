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
    TimeProvider time
)
{
    private readonly CertificateInstallRules _rules = new();

    /// <summary>The chain leads to the tenant's anchors, is for the token's key, and good enough; its status can be asked for as configured.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.CertificateNotUsable"/>: everything that is wrong.</exception>
    public async Task<CertificateInstallVerdict> RequireInstallableAsync(
        IdentityRecord identity,
        IdentityVersion version,
        IReadOnlyList<X509Certificate2> chain,
        CancellationToken cancellationToken
    )
    {
        var verdict = _rules.Check(
            new CertificateOffer
            {
                Certificates = [.. chain.Select(static c => c.RawDataMemory)],
                PublicKey = await tokens.SubjectPublicKeyInfoAsync(version.KeyUri, cancellationToken),
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
