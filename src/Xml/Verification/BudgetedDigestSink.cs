// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// Digests canonical octets and charges them: exclusive canonicalization repeats a declared namespace at every element that
/// uses it, so a small document can have a huge form.
/// </summary>
internal sealed class BudgetedDigestSink(HashAlgorithmName algorithm, WorkBudget budget) : DigestSink(algorithm)
{
    protected override void Charge(int octets) => budget.Charge(octets);
}
