// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What a document's profile expects of a document that is to be verified.</summary>
/// <param name="ProfileName">The profile's name, such as <c>hoc-ba-so/1</c>.</param>
/// <param name="LookupCode">The document's look-up code.</param>
/// <param name="SchoolLevel">The school level.</param>
public sealed record DocumentExpectation(string ProfileName, string LookupCode, string SchoolLevel)
{
    /// <summary>One for each container that holds a signature, in document order.</summary>
    public required IReadOnlyList<ExpectedSignature> Signatures { get; init; }

    /// <summary>
    /// Elements, attributes and text that the profile does not place, signatures in the wrong order or place: each one
    /// sentence with the element's path. Any of them breaks the document.
    /// </summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>Roles that the school level requires and that have not signed.</summary>
    public required IReadOnlyList<RoleClaim> MissingRoles { get; init; }
}
