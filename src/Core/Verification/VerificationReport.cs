// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The verdict on a document: the worst of its signatures, and what its profile says of its form.</summary>
public sealed record VerificationReport
{
    /// <summary>XML or PDF; null when the file is neither.</summary>
    public DocumentFormat? Format { get; init; }

    /// <summary>
    /// The name of the profile whose rules of form were applied; null when there is none, and then nothing is said of what the
    /// signatures leave out.
    /// </summary>
    public string? Profile { get; init; }

    /// <summary>Whether what was signed is still what is there.</summary>
    public required Integrity Integrity { get; init; }

    /// <summary>The verdict. Never <see cref="Indication.TotalPassed"/> without a signature.</summary>
    public required Indication Indication { get; init; }

    /// <summary>Why not.</summary>
    public SubIndication SubIndication { get; init; }

    /// <summary>One sentence for a person; null when everything passed.</summary>
    public string? Reason { get; init; }

    /// <summary>The signatures in document order.</summary>
    public IReadOnlyList<SignatureReport> Signatures { get; init; } = [];

    /// <summary>Roles that the school level requires and that have not signed.</summary>
    public IReadOnlyList<RoleClaim> MissingRoles { get; init; } = [];

    /// <summary>
    /// The signature values that are right under their keys, whatever else was found of their signatures; for
    /// <see cref="VerificationContext.CheckedValues"/> of the next look at the same document. Empty where the format does not tell.
    /// </summary>
    public IReadOnlyList<CheckedValue> CheckedValues { get; init; } = [];

    /// <summary>A document that can't be read.</summary>
    public static VerificationReport Unreadable(DocumentFormat? format, string reason) =>
        new()
        {
            Format = format,
            Integrity = Integrity.Unreadable,
            Indication = Indication.TotalFailed,
            SubIndication = SubIndication.FormatFailure,
            Reason = reason,
        };
}
