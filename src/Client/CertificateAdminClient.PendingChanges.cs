// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <content>Dual control: what waits for a second administrator, and their answer.</content>
public sealed partial class CertificateAdminClient
{
    /// <summary>The changes that wait for a second administrator, oldest first.</summary>
    public async Task<IReadOnlyList<PendingChange>> ListPendingChangesAsync(
        CancellationToken cancellationToken = default
    )
    {
        var request = new ListPendingChangesRequest { Tenant = _tenant };
        var response = await SendAsync(request, _admin.ListPendingChangesAsync, cancellationToken);
        return response.Changes;
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
}
