// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>A signature algorithm that is computed (RFC 9231 §2.3).</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Digest">The digest of the value.</param>
internal sealed record SignatureMethod(SignatureScheme Scheme, HashAlgorithmName Digest)
{
    /// <summary>RSASSA-PSS with explicit parameters (RFC 9231 §2.3.9).</summary>
    public const string PssWithParameters = "http://www.w3.org/2007/05/xmldsig-more#rsa-pss";

    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";
    private const string More2007 = "http://www.w3.org/2007/05/xmldsig-more#";

    private static readonly Dictionary<string, SignatureMethod> s_methods = Methods();

    /// <summary>As reports spell it.</summary>
    public string SchemeName =>
        Scheme switch
        {
            SignatureScheme.RsaPkcs1 => "RSASSA-PKCS1-v1_5",
            SignatureScheme.RsaPss => "RSASSA-PSS",
            _ => "ECDSA",
        };

    /// <summary>Null when it is not computed here: HMAC, DSA, EdDSA and whatever else there is.</summary>
    public static SignatureMethod? Parse(string uri) => s_methods.GetValueOrDefault(uri);

    /// <summary>RSASSA-PSS with MGF1 of the same digest and a salt as long as it: what the platform computes.</summary>
    public static SignatureMethod Pss(HashAlgorithmName digest) => new(SignatureScheme.RsaPss, digest);

    private static Dictionary<string, SignatureMethod> Methods()
    {
        var methods = new Dictionary<string, SignatureMethod>
        {
            ["http://www.w3.org/2000/09/xmldsig#rsa-sha1"] = Rsa(HashAlgorithmName.SHA1),
            [More + "rsa-md5"] = Rsa(HashAlgorithmName.MD5),
        };
        foreach (
            var (name, digest) in new[]
            {
                ("sha1", HashAlgorithmName.SHA1),
                ("sha256", HashAlgorithmName.SHA256),
                ("sha384", HashAlgorithmName.SHA384),
                ("sha512", HashAlgorithmName.SHA512),
            }
        )
        {
            methods[$"{More}ecdsa-{name}"] = new SignatureMethod(SignatureScheme.Ecdsa, digest);
            methods[$"{More2007}{name}-rsa-MGF1"] = Pss(digest);
            methods.TryAdd($"{More}rsa-{name}", Rsa(digest));
        }
        methods.Remove(More + "rsa-sha1");
        return methods;
    }

    private static SignatureMethod Rsa(HashAlgorithmName digest) => new(SignatureScheme.RsaPkcs1, digest);
}
