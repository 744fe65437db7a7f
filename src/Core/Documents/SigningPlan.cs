// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Who signs which region of one document in what order. Made by a document profile, obeyed by the formats.</summary>
/// <param name="LookupCode">The document's look-up code (mã số tra cứu), 32 hex characters; empty when it has none.</param>
/// <param name="SchoolCode">
/// The school that the document belongs to; null when the document does not say so in a way that can be trusted (PDF):
/// then all who sign in one request have to be of one school.
/// </param>
/// <param name="SchoolLevel">The school level: <c>tieu-hoc</c>, <c>thcs</c>, <c>thpt</c>; empty when unknown.</param>
/// <param name="Signatures">One for each step of the request, in its order.</param>
public sealed record SigningPlan(
    string LookupCode,
    string? SchoolCode,
    string SchoolLevel,
    IReadOnlyList<PlannedSignature> Signatures
);
