// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>What a signature says of itself: in XAdES properties, or in the properties of the profile <c>xmldsig-dscks</c>.</summary>
internal sealed class SignatureProperties
{
    /// <summary>The element that a Reference has to cover for the properties to be signed.</summary>
    public required int SignedElement { get; init; }

    /// <summary>True for XAdES.</summary>
    public required bool IsXades { get; init; }

    public DateTimeOffset? SigningTime { get; set; }

    /// <summary>The first claimed role; null when there is none.</summary>
    public string? ClaimedRole { get; set; }

    /// <summary>The digest that names the signing certificate.</summary>
    public (HashAlgorithmName? Digest, byte[] Value)? SigningCertificate { get; set; }

    /// <summary>The xades:SignatureTimeStamp elements.</summary>
    public List<int> SignatureTimestamps { get; } = [];

    /// <summary>Validation data is there: B-LT.</summary>
    public bool HasValidationData { get; set; }

    /// <summary>An archive timestamp is there: B-LTA.</summary>
    public bool HasArchiveTimestamp { get; set; }

    /// <summary>The role in the part before the first semicolon; null when there is none of ours.</summary>
    public RoleClaim? Role => RoleClaim.OfClaimedRole(ClaimedRole);

    /// <summary>The baseline level whose structures are there, whatever they are worth.</summary>
    public string Level =>
        (IsXades, SigningCertificate is not null, SignatureTimestamps.Count > 0) switch
        {
            (false, _, _) => "XMLDSig",
            (_, false, _) => "XAdES",
            (_, _, false) => "XAdES-BASELINE-B",
            _ when HasArchiveTimestamp => "XAdES-BASELINE-LTA",
            _ when HasValidationData => "XAdES-BASELINE-LT",
            _ => "XAdES-BASELINE-T",
        };

    /// <summary>An xs:dateTime; without a zone it is taken as UTC. Null when it is none.</summary>
    public static DateTimeOffset? ParseTime(string text) =>
        DateTimeOffset.TryParseExact(
            text.Trim(),
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;
}
