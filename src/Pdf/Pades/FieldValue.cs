// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fields;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>What an update puts into a signature field: the signature of a role, or a document timestamp.</summary>
/// <param name="FieldName">The field; made when it is not there.</param>
/// <param name="SubFilter">The /SubFilter: which kind of value stands in /Contents.</param>
internal sealed record FieldValue(string FieldName, string SubFilter)
{
    private const string TimestampPrefix = "DTS-";

    /// <summary>The role that signs; null for a document timestamp.</summary>
    public SignerRole? Role { get; init; }

    /// <summary>For /M; null for a document timestamp, whose time is in the token.</summary>
    public DateTimeOffset? SigningTime { get; init; }

    /// <summary>What is seen of it.</summary>
    public ShownParts Shown { get; init; } = ShownParts.None;

    /// <summary>True when the field of the seal is made in advance, also where nothing is certified.</summary>
    public bool KeepsSealField { get; init; }

    /// <summary>True for a document timestamp.</summary>
    public bool IsTimestamp => Role is null;

    /// <summary>A signature.</summary>
    public static FieldValue Signature(SignatureRequest request, ShownParts shown) =>
        new(
            FieldNames.Of(request.Step),
            request.Profile == SignatureProfile.Pkcs7 ? SubFilters.Pkcs7 : SubFilters.Cades
        )
        {
            Role = request.Step.Claim.Role,
            SigningTime = request.SigningTime,
            Shown = shown,
            KeepsSealField = request.Step.SealPlace is not null,
        };

    /// <summary>
    /// A document timestamp (EN 319 142-1 §5.4.3, ISO 32000-2 §12.8.5), always in a field of its own: <c>DTS-1</c>,
    /// <c>DTS-2</c>, …, the first that is free.
    /// </summary>
    public static FieldValue Timestamp(InteractiveForm form)
    {
        var number = 1;
        while (form.HasName($"{TimestampPrefix}{number}"))
        {
            number++;
        }
        return new FieldValue($"{TimestampPrefix}{number}", SubFilters.Timestamp);
    }
}
