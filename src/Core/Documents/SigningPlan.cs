// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Who signs which region of one document in what order. Made by a document profile, obeyed by the formats.</summary>
/// <param name="LookupCode">The document's look-up code (mã số tra cứu), 32 hex characters.</param>
/// <param name="SchoolCode">The school that the document belongs to.</param>
/// <param name="SchoolLevel">The school level: <c>tieu-hoc</c>, <c>thcs</c>, <c>thpt</c>.</param>
/// <param name="Signatures">One for each step of the request, in its order.</param>
public sealed record SigningPlan(
    string LookupCode,
    string SchoolCode,
    string SchoolLevel,
    IReadOnlyList<PlannedSignature> Signatures
);
