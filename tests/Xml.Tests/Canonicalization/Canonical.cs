// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Tests.Canonicalization;

/// <summary>Canonical forms as strings, for tests.</summary>
internal static class Canonical
{
    public static string Form(
        XmlTree tree,
        int apex,
        CanonicalizationMethod method,
        string? prefixes = null,
        params XmlElementRef[] excluded
    )
    {
        using var buffer = new PooledBuffer();
        Canonicalizer.Write(tree, apex, new CanonicalizationAlgorithm(method, prefixes), buffer, excluded);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Form(string xml, CanonicalizationMethod method, string? prefixes = null)
    {
        using var tree = Parse(xml);
        return Form(tree, Canonicalizer.WholeDocument, method, prefixes);
    }

    public static string FormOf(string xml, string id, CanonicalizationMethod method, string? prefixes = null)
    {
        using var tree = Parse(xml);
        return Form(tree, tree.ElementById(id), method, prefixes);
    }

    public static XmlTree Parse(string xml) => XmlTree.Parse(Encoding.UTF8.GetBytes(xml), XmlLimits.Default);
}
