// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <content>Changes. Under dual control the outcome carries what waits for a second administrator.</content>
public sealed partial class CertificateAdminClient
{
    /// <summary>Makes an identity that has no version yet.</summary>
    /// <param name="definition">Who it is.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> CreateIdentityAsync(
        IdentityDefinition definition,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new CreateIdentityRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Definition = definition,
        };
        return (await SendAsync(request, _admin.CreateIdentityAsync, cancellationToken)).Outcome;
    }

    /// <summary>Changes school and roles.</summary>
    /// <param name="definition">Who it is from now on; its kind stays.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> UpdateIdentityAsync(
        IdentityDefinition definition,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new UpdateIdentityRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Definition = definition,
        };
        return (await SendAsync(request, _admin.UpdateIdentityAsync, cancellationToken)).Outcome;
    }

    /// <summary>Makes a version with a new key in a token.</summary>
    /// <param name="identity">Its name.</param>
    /// <param name="kind">Unspecified for EC P-256.</param>
    /// <param name="token">The label of a configured token; empty for the only one.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> GenerateKeyAsync(
        string identity,
        KeyKind kind = KeyKind.Unspecified,
        string token = "",
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new GenerateKeyRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Identity = identity,
            Kind = kind,
            Token = token,
        };
        return (await SendAsync(request, _admin.GenerateKeyAsync, cancellationToken)).Outcome;
    }

    /// <summary>Has the key of a version sign a PKCS#10 request; DER, empty when the change is pending.</summary>
    /// <param name="request">Identity, version, subject, names. Its tenant is the client's; its id is set when it is empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CreateCertificateRequestResponse> CreateCertificateRequestAsync(
        CreateCertificateRequestRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var sent = request.Clone();
        sent.Tenant = _tenant;
        sent.RequestId = request.RequestId.Length > 0 ? request.RequestId : NewId();
        return await SendAsync(sent, _admin.CreateCertificateRequestAsync, cancellationToken);
    }

    /// <summary>Installs what the certification authority answered.</summary>
    /// <param name="identity">Its name.</param>
    /// <param name="version">The number of the version.</param>
    /// <param name="certificateChain">The signing certificate, then its issuers; DER each, at most 10 and 64 KiB together.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> InstallCertificateAsync(
        string identity,
        int version,
        IReadOnlyList<ReadOnlyMemory<byte>> certificateChain,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new InstallCertificateRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Identity = identity,
            Version = version,
        };
        request.CertificateChain.AddRange(certificateChain.Select(UnsafeByteOperations.UnsafeWrap));
        return (await SendAsync(request, _admin.InstallCertificateAsync, cancellationToken)).Outcome;
    }

    /// <summary>Makes a version of a key that is in a token already.</summary>
    /// <param name="identity">Its name.</param>
    /// <param name="keyUri">The PKCS#11 URI of the key.</param>
    /// <param name="certificateChain">The signing certificate, then its issuers; DER each, at most 10 and 64 KiB together; empty takes the one that lies beside the key.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> ImportVersionAsync(
        string identity,
        string keyUri,
        IReadOnlyList<ReadOnlyMemory<byte>> certificateChain,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new ImportVersionRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            Identity = identity,
            KeyUri = keyUri,
        };
        request.CertificateChain.AddRange(certificateChain.Select(UnsafeByteOperations.UnsafeWrap));
        return (await SendAsync(request, _admin.ImportVersionAsync, cancellationToken)).Outcome;
    }

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

    /// <summary>Makes a change that another administrator asked for.</summary>
    /// <param name="changeId">Which.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeOutcome> ConfirmChangeAsync(
        string changeId,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new ConfirmChangeRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            ChangeId = changeId,
        };
        return (await SendAsync(request, _admin.ConfirmChangeAsync, cancellationToken)).Outcome;
    }

    /// <summary>Gives a pending change up; answers the request id.</summary>
    /// <param name="changeId">Which.</param>
    /// <param name="requestId">Names the change, so that it is made once; null for one of the client's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> RejectChangeAsync(
        string changeId,
        string? requestId = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new RejectChangeRequest
        {
            RequestId = requestId ?? NewId(),
            Tenant = _tenant,
            ChangeId = changeId,
        };
        var response = await SendAsync(request, _admin.RejectChangeAsync, cancellationToken);
        return response.RequestId;
    }

    private string NewId() => Guid.CreateVersion7(_options.Time.GetUtcNow()).ToString("N");
}
