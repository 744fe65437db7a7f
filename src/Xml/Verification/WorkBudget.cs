// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>What a document may still cost. Shared by all its signatures, so that many small requests can't add up.</summary>
internal sealed class WorkBudget(long octets)
{
    private long _left = octets;

    /// <summary>Takes so many octets of work.</summary>
    /// <exception cref="VerificationFaultException">It is used up: FORMAT_FAILURE.</exception>
    public void Charge(long cost)
    {
        if (cost < 0 || cost > _left)
        {
            _left = 0;
            throw VerificationFaultException.Format("The signatures ask for more work than a document may cause.");
        }
        _left -= cost;
    }
}
