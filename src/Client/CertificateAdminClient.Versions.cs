// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <content>Changes of which version signs: into force, back, on hold, to its end. Under dual control the outcome carries what waits for a second administrator.</content>
public sealed partial class CertificateAdminClient
{
    /// <summary>Brings a version into force.</summary>
    /// <param name="identity">Its name.</param>
    /// <param name="version">The number of the version.</param>
    /// <param name="at">When; null for now.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> ActivateVersionAsync(
        string identity,
        int version,
        DateTimeOffset? at = null,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new ActivateVersionRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Identity = identity,
            Version = version,
            ActivateAt = at?.ToTimestamp(),
        };
        return (await SendAsync(request, _admin.ActivateVersionAsync, cancellationToken)).Outcome;
    }

    /// <summary>Brings back the version that was replaced last.</summary>
    /// <param name="identity">Its name.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> RollBackAsync(
        string identity,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new RollBackRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Identity = identity,
        };
        return (await SendAsync(request, _admin.RollBackAsync, cancellationToken)).Outcome;
    }

    /// <summary>Ends a version for good.</summary>
    /// <param name="identity">Its name.</param>
    /// <param name="version">The number of the version.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> RetireVersionAsync(
        string identity,
        int version,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new RetireVersionRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Identity = identity,
            Version = version,
        };
        return (await SendAsync(request, _admin.RetireVersionAsync, cancellationToken)).Outcome;
    }

    /// <summary>Puts a version on hold.</summary>
    /// <param name="identity">Its name.</param>
    /// <param name="version">The number of the version.</param>
    /// <param name="reason">Why; 1 to 200 characters.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> SuspendVersionAsync(
        string identity,
        int version,
        string reason,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new SuspendVersionRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Identity = identity,
            Version = version,
            Reason = reason,
        };
        return (await SendAsync(request, _admin.SuspendVersionAsync, cancellationToken)).Outcome;
    }

    /// <summary>Ends a hold.</summary>
    /// <param name="identity">Its name.</param>
    /// <param name="version">The number of the version.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> ResumeVersionAsync(
        string identity,
        int version,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new ResumeVersionRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Identity = identity,
            Version = version,
        };
        return (await SendAsync(request, _admin.ResumeVersionAsync, cancellationToken)).Outcome;
    }

    /// <summary>Notes that the certificate of a version is revoked; it never signs again.</summary>
    /// <param name="identity">Its name.</param>
    /// <param name="version">The number of the version.</param>
    /// <param name="reason">Why (RFC 5280).</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> RevokeVersionAsync(
        string identity,
        int version,
        RevocationReason reason,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new RevokeVersionRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Identity = identity,
            Version = version,
            Reason = reason,
        };
        return (await SendAsync(request, _admin.RevokeVersionAsync, cancellationToken)).Outcome;
    }
}
