// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;

namespace HocBaSo.Signing.Xml.Signing;

/// <summary>Writes one of the two shapes of signature (SIGNATURE-SHAPES.md), with room where values are not known yet.</summary>
internal abstract class SignatureShape
{
    /// <summary>The method of SignedInfo, of the References and of the timestamp.</summary>
    public abstract CanonicalizationAlgorithm Canonicalization { get; }

    /// <summary>True when a signature timestamp has a place.</summary>
    public abstract bool HasTimestamp { get; }

    /// <summary>The shape of a profile.</summary>
    public static SignatureShape Of(string profile) =>
        profile switch
        {
            SignatureProfile.Xades => XadesShape.Instance,
            SignatureProfile.XmldsigDscks => DscksShape.Instance,
            _ => throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                "There is no such XML profile.",
                "profile"
            ),
        };

    /// <summary>Writes the Signature element.</summary>
    public abstract SignatureLayout Write(
        FragmentWriter writer,
        SignatureRequest request,
        IReadOnlyList<SignedRegion> regions
    );

    /// <summary>The length of a signature value: r‖s, or as long as the modulus.</summary>
    protected static int ValueLength(SignatureRequest request)
    {
        var bits = request.Identity.Facts.KeySize;
        var octets = (bits + 7) / 8;
        return request.Algorithm.Scheme == SignatureScheme.Ecdsa ? 2 * octets : octets;
    }

    /// <summary>The length of a digest.</summary>
    protected static int DigestLength(HashAlgorithmName digest) =>
        digest.Name switch
        {
            "SHA256" => SHA256.HashSizeInBytes,
            "SHA384" => SHA384.HashSizeInBytes,
            _ => SHA512.HashSizeInBytes,
        };

    /// <summary>xs:dateTime in UTC, whole seconds.</summary>
    protected static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The identifier of the request's digest.</summary>
    protected static string DigestUri(SignatureRequest request) => AlgorithmUris.Of(request.Algorithm.Digest);
}
