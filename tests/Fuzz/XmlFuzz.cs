// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;
using HocBaSo.Signing.Xml.Tests.Syntax;

namespace HocBaSo.Signing.Fuzz;

/// <summary>Mutated documents: read or refused with a kind, never another exception, never slow, and canonical forms read again.</summary>
public sealed class XmlFuzz
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void Parse_WhenDocumentIsMutated_OnlyReadsOrRefuses()
    {
        var seeds = Directory
            .GetFiles(Path.Combine(AppContext.BaseDirectory, "seeds", "xml"))
            .Order(StringComparer.Ordinal);
        var originals = seeds.Select(File.ReadAllBytes).ToArray();
        var (read, refused) = (0, 0);
        for (var i = 0; i < FuzzCount.Value; i++)
        {
            var document = new ByteMutator(i, XmlTokens.All).Mutate(originals[i % originals.Length]);
            var start = CpuClock.Now;
            if (TryRead(document, i))
            {
                read++;
            }
            else
            {
                refused++;
            }
            Assert.True(CpuClock.Now - start < s_limit, $"mutation {i} was slow");
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    [Theory]
    [InlineData("<a>", "<b/>", "</a>")]
    [InlineData("<a ", "b", "='1'/>")]
    [InlineData("<a>", "<a>", "")]
    [InlineData("<a>", "&#65;", "</a>")]
    [InlineData("<a>", "&amp", "</a>")]
    [InlineData("<a>", "]]", "></a>")]
    [InlineData("<a>", "<!--", "--></a>")]
    [InlineData("<a>", "<![CDATA[", "]]></a>")]
    [InlineData("<a>", "<?p ", "?></a>")]
    [InlineData("<a>", "\r", "</a>")]
    [InlineData("<a b='", "\r\"&#9;", "'/>")]
    [InlineData("<a>", "<b Id='1'/>", "</a>")]
    [InlineData("<a>", "<b xmlns='u'><c xmlns=''/></b>", "</a>")]
    public void Parse_WhenAPartRepeatsUpToTheLimit_TakesLinearTime(string head, string part, string tail)
    {
        var limits = XmlLimits.Default with { MaxDepth = XmlLimits.Default.MaxElements };
        var room = (limits.MaxBytes - head.Length - tail.Length) / part.Length;
        var count = part.Contains("<b", StringComparison.Ordinal) ? Math.Min(room, (limits.MaxElements / 2) - 1) : room;
        var document = System.Text.Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(part, count)) + tail);

        var start = CpuClock.Now;
        try
        {
            using var tree = XmlTree.Parse(document, limits);
            Canonicalizer.Digest(tree, -1, CanonicalizationAlgorithm.Exclusive, HashAlgorithmName.SHA256);
        }
        catch (SigningException)
        {
            // refused: as good as read, so long as it did not take long
        }

        var spent = CpuClock.Now - start;
        Assert.True(spent < s_limit, $"{spent}");
    }

    private static bool TryRead(byte[] document, int mutation)
    {
        try
        {
            using var tree = XmlTree.Parse(document, XmlLimits.Default);
            CheckForms(tree, mutation);
            return true;
        }
        catch (SigningException refusal)
        {
            Assert.True(
                refusal.Kind
                    is SigningErrorKind.MalformedDocument
                        or SigningErrorKind.DocumentTooLarge
                        or SigningErrorKind.UnsupportedFormat,
                $"mutation {mutation}: {refusal.Kind}"
            );
            Assert.StartsWith("line ", refusal.Field, StringComparison.Ordinal);
            return false;
        }
    }

    // the canonical form of a canonical form is itself
    private static void CheckForms(XmlTree tree, int mutation)
    {
        var method = (CanonicalizationMethod)(mutation % 6);
        var algorithm = new CanonicalizationAlgorithm(method, "#default p ds");
        using var once = new PooledBuffer();
        Canonicalizer.Write(tree, Canonicalizer.WholeDocument, algorithm, once);
        using var again = XmlTree.Parse(
            once.WrittenMemory,
            new XmlLimits
            {
                MaxBytes = int.MaxValue,
                MaxDepth = int.MaxValue,
                MaxElements = int.MaxValue,
            }
        );
        using var twice = new PooledBuffer();
        Canonicalizer.Write(again, Canonicalizer.WholeDocument, algorithm, twice);
        Assert.True(once.WrittenSpan.SequenceEqual(twice.WrittenSpan), $"mutation {mutation}: {method}");
        _ = tree.Text(tree.Count - 1);
        Canonicalizer.Write(tree, tree.Count / 2, algorithm, twice);
    }
}
