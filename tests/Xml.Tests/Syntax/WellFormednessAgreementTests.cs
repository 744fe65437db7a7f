// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;
using HocBaSo.Signing.Xml.Tests.Canonicalization;

namespace HocBaSo.Signing.Xml.Tests.Syntax;

/// <summary>
/// What two other readers, libxml2 and expat, agree upon, we say too. Where the two disagree (names of the fourth edition, colons,
/// bytes after a declaration), or the document is of a kind that we refuse as such, nothing is asserted.
/// </summary>
public sealed class WellFormednessAgreementTests
{
    private const int Documents = 3000;

    private const string Script = """
        import sys, json, base64
        from lxml import etree
        from xml.parsers import expat
        def libxml2(data):
            try:
                etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
                return True
            except (etree.XMLSyntaxError, ValueError):
                return False
        def with_expat(data):
            try:
                expat.ParserCreate(None, "|").Parse(data, True)
                return True
            except (expat.ExpatError, LookupError, ValueError):
                return False
        json.dump([[libxml2(d), with_expat(d)] for d in map(base64.b64decode, json.load(sys.stdin))], sys.stdout)
        """;

    [Fact]
    public void Parse_WhenDocumentIsMutated_AgreesWithTwoOtherReaders()
    {
        var documents = Enumerable.Range(0, Documents).Select(Mutated).ToArray();
        var answers = PythonPeer.Run<IEnumerable<string>, bool[][]>(Script, documents.Select(Convert.ToBase64String));
        var (accepted, refused, wrong) = (0, 0, new List<string>());
        foreach (var (document, answer) in documents.Zip(answers))
        {
            var kind = Refusal(document);
            if (answer[0] != answer[1] || kind == SigningErrorKind.UnsupportedFormat)
            {
                continue;
            }
            accepted += answer[0] ? 1 : 0;
            refused += answer[0] ? 0 : 1;
            if (answer[0] != (kind is null))
            {
                wrong.Add($"others {answer[0]}, we {kind}: {Encoding.UTF8.GetString(document)}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}\n{string.Join("\n-----\n", wrong.Take(8))}");
        Assert.True(accepted > Documents / 20, $"only {accepted} were well-formed");
        Assert.True(refused > Documents / 4, $"only {refused} were malformed");
    }

    // expat's names are those of the fourth edition: without 𐐀 it has an opinion of its own
    private static byte[] Mutated(int seed)
    {
        var xml = new RandomXml(seed).Next().Replace("𐐀", "k", StringComparison.Ordinal);
        return new ByteMutator(seed, XmlTokens.All).Mutate(Encoding.UTF8.GetBytes(xml));
    }

    private static SigningErrorKind? Refusal(byte[] document)
    {
        try
        {
            XmlTree.Parse(document, XmlLimits.Default).Dispose();
            return null;
        }
        catch (SigningException refusal)
        {
            return refusal.Kind;
        }
    }
}
