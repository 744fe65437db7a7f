// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Tests.Canonicalization;

/// <summary>A second opinion where lxml has none: inclusive subtrees and <c>#default</c>, by the framework's transforms.</summary>
public sealed class FrameworkAgreementTests
{
    private const int Documents = 200;

    [Fact]
    public void Form_WhenSubtreeIsInclusive_EqualsTheFrameworks()
    {
        for (var seed = 1000; seed < 1000 + Documents; seed++)
        {
            var (document, tree) = Next(seed);
            using (tree)
            {
                var element = tree.Count / 2;
                var apex = (XmlElement)document.SelectNodes("//*")![element]!;
                var nodes = apex.SelectNodes("(. | .//node() | .//@* | ./@* | .//namespace::*)[not(self::comment())]")!;

                AssertSame(
                    seed,
                    new XmlDsigC14NTransform(),
                    nodes,
                    Canonical.Form(tree, element, CanonicalizationMethod.Inclusive10)
                );
            }
        }
    }

    [Fact]
    public void Form_WhenPrefixListHoldsDefault_EqualsTheFrameworks()
    {
        for (var seed = 2000; seed < 2000 + Documents; seed++)
        {
            var (document, tree) = Next(seed);
            using (tree)
            {
                var transform = new XmlDsigExcC14NTransform("#default a");

                AssertSame(
                    seed,
                    transform,
                    document,
                    Canonical.Form(tree, -1, CanonicalizationMethod.Exclusive, "#default a")
                );
            }
        }
    }

    private static (XmlDocument Document, XmlTree Tree) Next(int seed)
    {
        // The framework's names are those of the fourth edition, and it writes an inherited xml:base again on a child that declares
        // a namespace, and XPath over its documents loses a CDATA section beside text: so none of them here. Only a reader made by
        // Create normalises attribute values.
        var xml = new RandomXml(seed)
            .Next()
            .Replace("𐐀", "k", StringComparison.Ordinal)
            .Replace("xml:", "n-", StringComparison.Ordinal)
            .Replace("<![CDATA[", "<?c ", StringComparison.Ordinal)
            .Replace("]]>", "?>", StringComparison.Ordinal);
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml));
        document.Load(reader);
        return (document, XmlTree.Parse(Encoding.UTF8.GetBytes(xml), XmlLimits.Default));
    }

    private static void AssertSame(int seed, Transform transform, object input, string ours)
    {
        transform.LoadInput(input);
        using var reader = new StreamReader((Stream)transform.GetOutput(typeof(Stream)), Encoding.UTF8);
        var theirs = reader.ReadToEnd();
        Assert.True(theirs == ours, $"seed {seed}\n--- framework\n{theirs}\n--- ours\n{ours}");
    }
}
