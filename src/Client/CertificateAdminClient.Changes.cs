// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <content>Changes to identities, their keys and certificates. Under dual control the outcome carries what waits for a second administrator.</content>
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
}
