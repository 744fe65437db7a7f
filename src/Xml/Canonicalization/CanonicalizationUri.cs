// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>The algorithm identifiers of the methods (RFC 9231 §2.3 and the three recommendations).</summary>
internal static class CanonicalizationUri
{
    private const string Inclusive10 = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    private const string Inclusive11 = "http://www.w3.org/2006/12/xml-c14n11";
    private const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

    /// <summary>The identifier of a method.</summary>
    public static string Of(CanonicalizationMethod method) =>
        method switch
        {
            CanonicalizationMethod.Inclusive10 => Inclusive10,
            CanonicalizationMethod.Inclusive10WithComments => Inclusive10 + "#WithComments",
            CanonicalizationMethod.Inclusive11 => Inclusive11,
            CanonicalizationMethod.Inclusive11WithComments => Inclusive11 + "#WithComments",
            CanonicalizationMethod.Exclusive => Exclusive,
            CanonicalizationMethod.ExclusiveWithComments => Exclusive + "WithComments",
            _ => throw new ArgumentOutOfRangeException(nameof(method)),
        };

    /// <summary>The method of an identifier; null when it is none of them.</summary>
    public static CanonicalizationMethod? Parse(string? uri) =>
        uri switch
        {
            Inclusive10 => CanonicalizationMethod.Inclusive10,
            Inclusive10 + "#WithComments" => CanonicalizationMethod.Inclusive10WithComments,
            Inclusive11 => CanonicalizationMethod.Inclusive11,
            Inclusive11 + "#WithComments" => CanonicalizationMethod.Inclusive11WithComments,
            Exclusive => CanonicalizationMethod.Exclusive,
            Exclusive + "WithComments" => CanonicalizationMethod.ExclusiveWithComments,
            _ => null,
        };
}
