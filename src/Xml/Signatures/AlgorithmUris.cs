// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Signatures;

/// <summary>Algorithm identifiers of digests and signatures that are made here (RFC 9231 §2.1, §2.3).</summary>
internal static class AlgorithmUris
{
    /// <summary>The identifier of a digest.</summary>
    public static string Of(HashAlgorithmName digest) =>
        digest.Name switch
        {
            "SHA256" => "http://www.w3.org/2001/04/xmlenc#sha256",
            "SHA384" => "http://www.w3.org/2001/04/xmldsig-more#sha384",
            "SHA512" => "http://www.w3.org/2001/04/xmlenc#sha512",
            _ => throw Unsupported(digest.Name),
        };

    /// <summary>The identifier of a signature algorithm. For PSS: MGF1 with the same digest, salt as long as it (RFC 9231 §2.3.10).</summary>
    public static string Of(SignatureAlgorithm algorithm) =>
        (algorithm.Scheme, algorithm.Digest.Name) switch
        {
            (SignatureScheme.Ecdsa, "SHA256") => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            (SignatureScheme.Ecdsa, "SHA384") => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
            (SignatureScheme.Ecdsa, "SHA512") => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
            (SignatureScheme.RsaPkcs1, "SHA256") => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            (SignatureScheme.RsaPkcs1, "SHA384") => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
            (SignatureScheme.RsaPkcs1, "SHA512") => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
            (SignatureScheme.RsaPss, "SHA256") => "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
            (SignatureScheme.RsaPss, "SHA384") => "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",
            (SignatureScheme.RsaPss, "SHA512") => "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
            _ => throw Unsupported(algorithm.ToString()),
        };

    private static SigningException Unsupported(string? name) =>
        new(SigningErrorKind.UnsupportedFormat, $"The algorithm {name} is not used in XML signatures here.");
}
