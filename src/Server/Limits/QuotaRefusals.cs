// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>Tells journal and metrics of every call and item that was refused for a limit of its client.</summary>
internal sealed class QuotaRefusals(CallRefusals journal, ServerInstruments instruments)
{
    /// <summary>A call, or an item, was refused.</summary>
    /// <param name="call">The call.</param>
    /// <param name="limit">The limit's name in the configuration.</param>
    /// <param name="error">What the caller is told.</param>
    public void Record(CallerContext call, string limit, SigningError error)
    {
        instruments.Refused(call.Caller.Id, error.Kind, limit);
        journal.RecordAtGate(call.Caller.Id, call.Operation, "", error);
    }

    /// <summary>Checks the size of a document; when it is refused, that is told.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.DocumentTooLarge"/>.</exception>
    public void RequireSize(CallerContext call, ClientQuota quota, long bytes, string field)
    {
        try
        {
            quota.RequireSize(bytes, field);
        }
        catch (SigningException e)
        {
            Record(call, "maxDocumentBytes", e.ToError());
            throw;
        }
    }
}
