// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// Digests canonical octets and charges them: exclusive canonicalization repeats a declared namespace at every element that
/// uses it, so a small document can have a huge form.
/// </summary>
internal sealed class BudgetedHashSink(IncrementalHash hash, WorkBudget budget) : CanonicalSink
{
    protected override void Consume(ReadOnlySpan<byte> octets)
    {
        budget.Charge(octets.Length);
        hash.AppendData(octets);
    }
}
