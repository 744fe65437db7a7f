// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>A method with its parameter.</summary>
/// <param name="Method">The method.</param>
/// <param name="PrefixList">
/// Exclusive only: the <c>InclusiveNamespaces/@PrefixList</c>, prefixes between white space, <c>#default</c> among them.
/// </param>
internal readonly record struct CanonicalizationAlgorithm(CanonicalizationMethod Method, string? PrefixList = null)
{
    /// <summary>Exclusive XML Canonicalization 1.0: the default of what is signed here.</summary>
    public static CanonicalizationAlgorithm Exclusive { get; } = new(CanonicalizationMethod.Exclusive);

    /// <summary>Canonical XML 1.0: what a Reference to a node-set gets when no transform makes octets.</summary>
    public static CanonicalizationAlgorithm Inclusive10 { get; } = new(CanonicalizationMethod.Inclusive10);

    public bool IsExclusive =>
        Method is CanonicalizationMethod.Exclusive or CanonicalizationMethod.ExclusiveWithComments;

    public bool WithComments =>
        Method
            is CanonicalizationMethod.Inclusive10WithComments
                or CanonicalizationMethod.Inclusive11WithComments
                or CanonicalizationMethod.ExclusiveWithComments;

    public bool IsInclusive11 =>
        Method is CanonicalizationMethod.Inclusive11 or CanonicalizationMethod.Inclusive11WithComments;
}
