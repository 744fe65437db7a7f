// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Tests.Canonicalization;

/// <summary>The examples of the three recommendations, those that need no DTD and no XPath.</summary>
public sealed class SpecificationExampleTests
{
    private const string Pis = """
        <?xml version="1.0"?>

        <?xml-stylesheet   href="doc.xsl"
           type="text/xsl"   ?>

        <doc>Hello, world!<!-- Comment 1 --></doc>

        <?pi-without-data     ?>

        <!-- Comment 2 -->

        <!-- Comment 3 -->

        """;

    [Theory]
    [InlineData(nameof(CanonicalizationMethod.Inclusive10))]
    [InlineData(nameof(CanonicalizationMethod.Inclusive11))]
    [InlineData(nameof(CanonicalizationMethod.Exclusive))]
    public void Form_WhenNodesStandOutsideTheRoot_SeparatesThemByLineFeeds(string method)
    {
        const string Expected =
            "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc>Hello, world!</doc>\n<?pi-without-data?>";

        Assert.Equal(Expected, Canonical.Form(Pis, Enum.Parse<CanonicalizationMethod>(method)));
    }

    [Theory]
    [InlineData(nameof(CanonicalizationMethod.Inclusive10WithComments))]
    [InlineData(nameof(CanonicalizationMethod.Inclusive11WithComments))]
    [InlineData(nameof(CanonicalizationMethod.ExclusiveWithComments))]
    public void Form_WhenCommentsAreKept_SeparatesThemToo(string method)
    {
        const string Expected =
            "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n"
            + "<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->";

        Assert.Equal(Expected, Canonical.Form(Pis, Enum.Parse<CanonicalizationMethod>(method)));
    }

    [Fact]
    public void Form_WhenWhiteSpaceStandsInContent_KeepsIt()
    {
        const string Xml =
            "<doc>\n   <clean>   </clean>\n   <dirty>   A   B   </dirty>\n   <mixed>\n      A\n   </mixed>\n</doc>";

        Assert.Equal(Xml, Canonical.Form(Xml, CanonicalizationMethod.Inclusive10));
    }

    [Fact]
    public void Form_WhenStartTagsDiffer_WritesThemOneWay()
    {
        const string Xml = """
            <doc>
               <e1   />
               <e2   ></e2>
               <e3   name = "elem3"   id="elem3"   />
               <e4   name="elem4"   id="elem4"   ></e4>
               <e5 a:attr="out" b:attr="sorted" attr2="all" attr="I'm"
                  xmlns:b="http://www.ietf.org"
                  xmlns:a="http://www.w3.org"
                  xmlns="http://example.org"/>
               <e6 xmlns="" xmlns:a="http://www.w3.org">
                  <e7 xmlns="http://www.ietf.org">
                     <e8 xmlns="" xmlns:a="http://www.w3.org">
                        <e9 xmlns="" xmlns:a="http://www.ietf.org" attr="default"/>
                     </e8>
                  </e7>
               </e6>
            </doc>
            """;
        const string Expected = """
            <doc>
               <e1></e1>
               <e2></e2>
               <e3 id="elem3" name="elem3"></e3>
               <e4 id="elem4" name="elem4"></e4>
               <e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I'm" attr2="all" b:attr="sorted" a:attr="out"></e5>
               <e6 xmlns:a="http://www.w3.org">
                  <e7 xmlns="http://www.ietf.org">
                     <e8 xmlns="">
                        <e9 xmlns:a="http://www.ietf.org" attr="default"></e9>
                     </e8>
                  </e7>
               </e6>
            </doc>
            """;

        Assert.Equal(Expected, Canonical.Form(Xml, CanonicalizationMethod.Inclusive10));
        Assert.Equal(Expected, Canonical.Form(Xml, CanonicalizationMethod.Inclusive11));
    }

    [Fact]
    public void Form_WhenCharactersAreReferences_ReplacesAndEscapes()
    {
        const string Xml =
            "<doc>\n   <text>First line&#x0d;&#10;Second line</text>\n   <value>&#x32;</value>\n"
            + "   <compute><![CDATA[value>\"0\" && value<\"10\" ?\"valid\":\"error\"]]></compute>\n"
            + "   <compute expr='value>\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"'>valid</compute>\n"
            + "   <norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/>\n</doc>";
        const string Expected =
            "<doc>\n   <text>First line&#xD;\nSecond line</text>\n   <value>2</value>\n"
            + "   <compute>value&gt;\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"</compute>\n"
            + "   <compute expr=\"value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;\">valid</compute>\n"
            + "   <norm attr=\" '    &#xD;&#xA;&#x9;   ' \"></norm>\n</doc>";

        Assert.Equal(Expected, Canonical.Form(Xml, CanonicalizationMethod.Inclusive10));
    }

    [Fact]
    public void Form_WhenCharactersAreOutsideAscii_WritesUtf8()
    {
        Assert.Equal(
            "<doc>©𝄞ế</doc>",
            Canonical.Form("<doc>&#169;&#x1D11E;ế</doc>", CanonicalizationMethod.Inclusive10)
        );
    }

    [Fact]
    public void Form_WhenSubtreeIsInclusive_TakesNamespacesAndXmlAttributesOfAncestors()
    {
        const string Xml =
            "<a xmlns='u:a' xmlns:p='u:p' xml:lang='vi' xml:id='x' xml:base='http://h/d/' xml:other='o'><b xml:space='preserve'>"
            + "<c id='c' xml:base='e/f'/></b></a>";
        const string Tail = " id=\"c\"";

        Assert.Equal(
            $"<c xmlns=\"u:a\" xmlns:p=\"u:p\"{Tail} xml:base=\"e/f\" xml:id=\"x\" xml:lang=\"vi\" xml:other=\"o\" xml:space=\"preserve\"></c>",
            Canonical.FormOf(Xml, "c", CanonicalizationMethod.Inclusive10)
        );
        Assert.Equal(
            $"<c xmlns=\"u:a\" xmlns:p=\"u:p\"{Tail} xml:base=\"http://h/d/e/f\" xml:lang=\"vi\" xml:space=\"preserve\"></c>",
            Canonical.FormOf(Xml, "c", CanonicalizationMethod.Inclusive11)
        );
        Assert.Equal(
            $"<c xmlns=\"u:a\"{Tail} xml:base=\"e/f\"></c>",
            Canonical.FormOf(Xml, "c", CanonicalizationMethod.Exclusive)
        );
    }

    [Theory]
    [InlineData("abc/", "../", "")]
    [InlineData("../", "../", "../../")]
    [InlineData("..", "..", "../../")]
    [InlineData("http://www.example.com/something/", "../bar/foo", "http://www.example.com/bar/foo")]
    [InlineData("foo/bar", "baz?q", "foo/baz?q")]
    [InlineData("/a/b", "//h/c", "//h/c")]
    [InlineData("http://h", "x", "http://h/x")]
    [InlineData("http://h/a/b?q", "", "http://h/a/b?q")]
    [InlineData("http://h/a", "../../b#f", "http://h/b")]
    [InlineData("a/b", "mailto:c", "mailto:c")]
    public void XmlBase_WhenJoined_FollowsAppendixA(string outer, string inner, string expected)
    {
        Assert.Equal(expected, XmlBase.Join(outer, inner));
    }

    // Exclusive XML Canonicalization 1.0 §2.2
    private const string Enveloped1 =
        "<n0:local xmlns:n0=\"foo:bar\" xmlns:n3=\"ftp://example.org\"><n1:elem2 Id=\"e\" xmlns:n1=\"http://example.net\" xml:lang=\"en\">\n"
        + "     <n3:stuff xmlns:n3=\"ftp://example.org\"/>\n  </n1:elem2></n0:local>";

    [Fact]
    public void Form_WhenExclusive_IsTheSameInAnyEnvelope()
    {
        const string Enveloped2 =
            "<n2:pdu xmlns:n1=\"http://example.com\" xmlns:n2=\"http://foo.example\" xml:lang=\"fr\" xml:space=\"retain\">"
            + "<n1:elem2 Id=\"e\" xmlns:n1=\"http://example.net\" xml:lang=\"en\">\n     <n3:stuff xmlns:n3=\"ftp://example.org\"/>\n  </n1:elem2></n2:pdu>";
        const string Expected =
            "<n1:elem2 xmlns:n1=\"http://example.net\" Id=\"e\" xml:lang=\"en\">\n     <n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff>\n  </n1:elem2>";

        Assert.Equal(Expected, Canonical.FormOf(Enveloped1, "e", CanonicalizationMethod.Exclusive));
        Assert.Equal(Expected, Canonical.FormOf(Enveloped2, "e", CanonicalizationMethod.Exclusive));
    }

    [Fact]
    public void Form_WhenExclusiveHasPrefixList_TreatsThosePrefixesInclusively()
    {
        const string Expected =
            "<n1:elem2 xmlns:n0=\"foo:bar\" xmlns:n1=\"http://example.net\" xmlns:n3=\"ftp://example.org\" Id=\"e\" xml:lang=\"en\">\n"
            + "     <n3:stuff></n3:stuff>\n  </n1:elem2>";

        Assert.Equal(
            Expected,
            Canonical.FormOf(Enveloped1, "e", CanonicalizationMethod.Exclusive, "n0 n3 absent #default")
        );
    }

    [Fact]
    public void Form_WhenElementIsExcluded_LeavesOutItsSubtreeOnly()
    {
        using var tree = Canonical.Parse("<a>1<b Id='b'><c/>2</b>3<b/></a>");

        Assert.Equal(
            "<a>13<b></b></a>",
            Canonical.Form(
                tree,
                Canonicalizer.WholeDocument,
                CanonicalizationMethod.Exclusive,
                null,
                new XmlElementRef(tree, tree.ElementById("b"))
            )
        );
        Assert.Equal("", Canonical.Form(tree, 1, CanonicalizationMethod.Exclusive, null, new XmlElementRef(tree, 1)));
    }

    [Theory]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315")]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments")]
    [InlineData("http://www.w3.org/2006/12/xml-c14n11")]
    [InlineData("http://www.w3.org/2006/12/xml-c14n11#WithComments")]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#")]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#WithComments")]
    public void Uri_WhenParsed_NamesTheMethodThatWritesIt(string uri)
    {
        var method = CanonicalizationUri.Parse(uri);

        Assert.NotNull(method);
        Assert.Equal(uri, CanonicalizationUri.Of(method.Value));
        Assert.Null(CanonicalizationUri.Parse(uri + "x"));
    }
}
