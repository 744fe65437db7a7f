// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>
/// Digests canonical octets and charges them: exclusive canonicalization repeats a declared namespace at every element that
/// uses it, so a small document can have a huge form.
/// </summary>
internal sealed class BudgetedDigestSink(HashAlgorithmName algorithm, WorkBudget budget) : DigestSink(algorithm)
{
    protected override void Charge(int octets) => budget.Charge(octets);
}
