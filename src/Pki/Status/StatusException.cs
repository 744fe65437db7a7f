// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>A source gave no status. The message is safe to show: it holds nothing that the source wrote.</summary>
internal sealed class StatusException(StatusFault fault, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public StatusFault Fault => fault;

    /// <summary>True when it is the source that ails, not its answer about one certificate.</summary>
    public bool IsOfTheSource => fault is StatusFault.Unreachable or StatusFault.TimedOut or StatusFault.Busy;
}
