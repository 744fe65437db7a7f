// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Tests.Syntax;

public sealed class XmlTreeTests
{
    private const string Document =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<HocBaSo xmlns='u:h' xmlns:p=\"u:&#112;\" PhienBan=\"1\" Id='R'>"
        + "<MonHoc Id='MH-1' p:x=' a\r\n\tb&#9;'>Toán &amp; \r\n<![CDATA[<Lý>\r]]><i/>!</MonHoc>"
        + "<p:DSCKS ID=\"D\"><GVBM xmlns=''/><GVCN /></p:DSCKS><t>\t&#32;</t><u>  </u><v>9.5</v></HocBaSo>";

    [Fact]
    public void Tree_WhenRead_LinksElementsInDocumentOrder()
    {
        using var tree = Parse(Document);
        var root = new ElementView(tree, 0);

        Assert.Equal(["MonHoc", "DSCKS", "t", "u", "v"], root.Children().Select(c => c.LocalName));
        Assert.Equal(["GVBM", "GVCN"], root.Child("DSCKS")!.Value.Children().Select(c => c.LocalName));
        Assert.Equal("/HocBaSo/DSCKS/GVCN", root.Child("DSCKS")?.Child("GVCN")?.Path);
        Assert.Equal("/HocBaSo/DSCKS/GVCN", tree.ElementPath(5));
        Assert.Equal(9, tree.Count);
        Assert.True(tree.IsWithin(5, 3));
        Assert.True(tree.IsWithin(3, 3));
        Assert.False(tree.IsWithin(6, 3));
        Assert.Null(root.Parent);
    }

    [Fact]
    public void Names_WhenRead_AreResolved()
    {
        using var tree = Parse(Document);

        Assert.Equal("u:h", tree.NamespaceName(0));
        Assert.Equal("u:p", tree.NamespaceName(3));
        Assert.Equal("", tree.NamespaceName(4));
        Assert.True(tree.Is(3, "u:p"u8, "DSCKS"u8));
        Assert.False(tree.Is(3, "u:h"u8, "DSCKS"u8));
        Assert.Equal(3, tree.Child(0, "u:p"u8, "DSCKS"u8));
        Assert.Equal(-1, tree.Child(0, "u:h"u8, "DSCKS"u8));
        Assert.Equal(7, tree.NextSibling(3, "u:h"u8, "u"u8));
        Assert.Equal("u:p", tree.LookupNamespace(4, "p"u8));
        Assert.Equal("", tree.LookupNamespace(4, ""u8));
        Assert.Equal("u:h", tree.LookupNamespace(5, ""u8));
        Assert.Null(tree.LookupNamespace(5, "q"u8));
        Assert.Equal([("p", "u:p")], tree.NamespacesInScope(4));
    }

    [Fact]
    public void Attributes_WhenRead_AreNormalized()
    {
        using var tree = Parse(Document);

        Assert.Equal(2, tree.AttributeCount(0));
        Assert.Equal("1", tree.Attribute(0, "PhienBan"));
        Assert.Null(tree.Attribute(0, "xmlns"));
        Assert.Null(tree.Attribute(1, "x"));
        Assert.Equal(" a  b\t", tree.Attribute(1, "u:p"u8, "x"u8));
        Assert.True(tree.AttributeIs(1, "u:p"u8, "x"u8, " a  b\t"u8));
        Assert.True(tree.AttributeIs(1, ""u8, "Id"u8, "MH-1"u8));
        Assert.False(tree.AttributeIs(1, ""u8, "Id"u8, "MH-2"u8));
        Assert.Equal("p:x", tree.AttributeName(1, 1));
        Assert.Equal(" a  b\t", tree.AttributeValue(1, 1));
    }

    [Fact]
    public void Text_WhenRead_IsNormalizedAndJoined()
    {
        using var tree = Parse(Document);

        Assert.Equal("Toán & \n<Lý>\n!", tree.Text(1));
        Assert.Equal("", tree.Text(2));
        Assert.Equal("", tree.Text(0));
        Assert.Equal("9.5", tree.Text(8));
        Assert.True(tree.HasText(1));
        Assert.False(tree.HasText(0));
        Assert.False(tree.HasText(6));
        Assert.False(tree.HasText(7));
        Assert.True(tree.HasText(8));
        Assert.True(tree.TryGetPlainText(8, out var plain));
        Assert.Equal("9.5"u8.ToArray(), plain.ToArray());
        Assert.False(tree.TryGetPlainText(1, out _));
    }

    [Fact]
    public void Offsets_WhenRead_AreThoseOfTheBytes()
    {
        using var tree = Parse(Document);
        string At(Range range) => Encoding.UTF8.GetString(tree.Bytes[range]);

        Assert.Equal("<GVCN />", At(tree.ByteRange(5)));
        Assert.True(tree.IsEmptyTag(5));
        Assert.Equal("/>", At(tree.ContentEnd(5)..(tree.ContentEnd(5) + 2)));
        Assert.Equal("<GVBM xmlns=''/><GVCN />", At(tree.ContentStart(3)..tree.ContentEnd(3)));
        Assert.Equal("</p:DSCKS>", At(tree.ContentEnd(3)..tree.ByteRange(3).End));
        Assert.EndsWith("</HocBaSo>", At(tree.ByteRange(0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_WhenUnique_LeadToTheirElements()
    {
        using var tree = Parse(
            "<a Id='1'><b ID='2'/><c id='&#51;'/><d xml:id='4'/><e xmlns:p='u' p:Id='5' Ids='6'/></a>"
        );

        Assert.Equal([0, 1, 2, 3], new[] { "1", "2", "3", "4" }.Select(tree.ElementById));
        Assert.Equal(-1, tree.ElementById("5"));
        Assert.Equal(-1, tree.ElementById("6"));
        Assert.Equal(-1, tree.ElementById("Id"));
        Assert.False(tree.HasDuplicateIds);
        Assert.Equal("3", tree.Id(2));
        Assert.Null(tree.Id(4));
    }

    [Fact]
    public void Ids_WhenRepeated_AreNeverFound()
    {
        using var tree = Parse("<a Id='x'><b ID='y'/><c xml:id='x'/></a>");

        Assert.True(tree.HasDuplicateIds);
        Assert.Equal(2, tree.FirstDuplicateId);
        Assert.Equal(-1, tree.ElementById("x"));
        Assert.Equal(2, tree.CountOfId("x"u8));
        Assert.Equal(1, tree.ElementById("y"));
    }

    [Fact]
    public void HasCommentOrInstruction_WhenOneStandsDeep_IsTrue()
    {
        using var tree = Parse("<!--o--><a><b><c><!--x--></c></b><d><?p?></d><e/></a>");

        Assert.Equal([true, true, true, true, false], Enumerable.Range(0, 5).Select(tree.HasCommentOrInstruction));
    }

    [Fact]
    public void Position_WhenAsked_CountsCharacters()
    {
        using var tree = Parse("\uFEFF<a>\n\u1EBF\U0001D11E<b/></a>");

        Assert.Equal("line 2, column 3", tree.Position(tree.ByteRange(1).Start.Value));
    }

    private static XmlTree Parse(string xml) => XmlTree.Parse(Encoding.UTF8.GetBytes(xml), XmlLimits.Default);
}
