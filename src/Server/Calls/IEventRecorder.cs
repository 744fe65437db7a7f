// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Takes events for the journal from those who can't wait: refusals of calls, log-ins, callers that are seen.</summary>
internal interface IEventRecorder
{
    /// <summary>Takes an event. Never blocks, never throws; equal events within a second may become one row with a count.</summary>
    void Record(JournalEvent entry);
}
