// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Tests.Syntax;

public sealed class MalformedDocumentTests
{
    [Theory]
    [InlineData("", 1, 1)]
    [InlineData(" \n", 2, 1)]
    [InlineData("text", 1, 1)]
    [InlineData("<a>", 1, 4)]
    [InlineData("<a></b>", 1, 4)]
    [InlineData("<a></aa>", 1, 4)]
    [InlineData("<a></a", 1, 4)]
    [InlineData("</a>", 1, 1)]
    [InlineData("<a/><b/>", 1, 5)]
    [InlineData("<a/>\r\ntext", 2, 1)]
    [InlineData("<a/>\r\r\ntext", 3, 1)]
    [InlineData("<a/>&#32;", 1, 5)]
    [InlineData("<a/><![CDATA[]]>", 1, 5)]
    [InlineData(" <?xml version='1.0'?><a/>", 1, 4)]
    [InlineData("<?xml encoding='UTF-8'?><a/>", 1, 1)]
    [InlineData("<?xml version='1.0' standalone='maybe'?><a/>", 1, 33)]
    [InlineData("<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>", 1, 38)]
    [InlineData("<?xml version='1.0'encoding='UTF-8'?><a/>", 1, 20)]
    [InlineData("<?xml version='1.0' ?", 1, 21)]
    [InlineData("<?xml version='one'?><a/>", 1, 16)]
    [InlineData("<?xml version='1.0' encoding='-'?><a/>", 1, 31)]
    [InlineData("<?xml version='1.0' encoding='us-ascii'?><ế/>", 1, 43)]
    [InlineData("<a><?XmL d?></a>", 1, 6)]
    [InlineData("<a><?p:q?></a>", 1, 6)]
    [InlineData("<a><?p", 1, 7)]
    [InlineData("<a><?p+?></a>", 1, 7)]
    [InlineData("<a><? p?></a>", 1, 6)]
    [InlineData("<a><?p d></a>", 1, 4)]
    [InlineData("<a><!-- -- --></a>", 1, 9)]
    [InlineData("<a><!-- ---></a>", 1, 9)]
    [InlineData("<a><!-- </a>", 1, 4)]
    [InlineData("<a><![CDATA[ ]]</a>", 1, 4)]
    [InlineData("<a><!ELEMENT b ANY></a>", 1, 4)]
    [InlineData("<a>ế]]></a>", 1, 5)]
    [InlineData("<a>&b;</a>", 1, 4)]
    [InlineData("<a>\n𝄞ế& </a>", 2, 3)]
    [InlineData("<a>&amp</a>", 1, 4)]
    [InlineData("<a>&;</a>", 1, 4)]
    [InlineData("<a>&#;</a>", 1, 4)]
    [InlineData("<a>&#x;</a>", 1, 4)]
    [InlineData("<a>&#X41;</a>", 1, 4)]
    [InlineData("<a>&#0;</a>", 1, 4)]
    [InlineData("<a>&#xD800;</a>", 1, 4)]
    [InlineData("<a>&#xFFFE;</a>", 1, 4)]
    [InlineData("<a>&#x110000;</a>", 1, 4)]
    [InlineData("<a>&#99999999999999999999;</a>", 1, 4)]
    [InlineData("<a>\u0001</a>", 1, 4)]
    [InlineData("<a>\uFFFF</a>", 1, 4)]
    [InlineData("< a/>", 1, 2)]
    [InlineData("<1a/>", 1, 2)]
    [InlineData("<a", 1, 3)]
    [InlineData("<a/ >", 1, 3)]
    [InlineData("<a b/>", 1, 5)]
    [InlineData("<a b=c/>", 1, 6)]
    [InlineData("<a b='1/>", 1, 6)]
    [InlineData("<a b='<'/>", 1, 7)]
    [InlineData("<a b='&b;'/>", 1, 7)]
    [InlineData("<a b='1'c='2'/>", 1, 9)]
    [InlineData("<a b='1' b='2'/>", 1, 10)]
    [InlineData("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", 1, 36)]
    [InlineData("<a xmlns='u' xmlns='v'/>", 1, 14)]
    [InlineData("<a xmlns:p='u' xmlns:p='v'/>", 1, 16)]
    [InlineData("<p:a/>", 1, 2)]
    [InlineData("<a p:b='1'/>", 1, 4)]
    [InlineData("<a><b xmlns:p='u'/><p:c/></a>", 1, 21)]
    [InlineData("<a xmlns:p=''/>", 1, 4)]
    [InlineData("<a xmlns:xmlns='u'/>", 1, 4)]
    [InlineData("<a xmlns:xml='u'/>", 1, 4)]
    [InlineData("<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", 1, 4)]
    [InlineData("<a xmlns='http://www.w3.org/XML/1998/namespace'/>", 1, 4)]
    [InlineData("<a xmlns='http://www.w3.org/2000/xmlns/'/>", 1, 4)]
    [InlineData("<xmlns:a/>", 1, 2)]
    [InlineData("<a:b:c xmlns:a='u'/>", 1, 5)]
    [InlineData("<:a/>", 1, 2)]
    [InlineData("<a:/>", 1, 4)]
    [InlineData("<a :b=''/>", 1, 4)]
    [InlineData("<a.× />", 1, 4)]
    public void Parse_WhenDocumentIsNotWellFormed_RefusesWithItsPlace(string xml, int line, int column)
    {
        AssertRefused(Encoding.UTF8.GetBytes(xml), SigningErrorKind.MalformedDocument, $"line {line}, column {column}");
    }

    [Theory]
    [InlineData("<!DOCTYPE a><a/>", 1, 1)]
    [InlineData("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 2, 1)]
    [InlineData("<?xml version='1.1'?><a/>", 1, 16)]
    [InlineData("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", 1, 31)]
    [InlineData("<?xml version='1.0' encoding=\"windows-1258\"?><a/>", 1, 31)]
    public void Parse_WhenFormatIsNotOurs_RefusesAsUnsupported(string xml, int line, int column)
    {
        AssertRefused(Encoding.UTF8.GetBytes(xml), SigningErrorKind.UnsupportedFormat, $"line {line}, column {column}");
    }

    [Fact]
    public void Parse_WhenEncodingIsWide_RefusesAsUnsupported()
    {
        AssertRefused(Encoding.Unicode.GetBytes("<a/>"), SigningErrorKind.UnsupportedFormat);
        AssertRefused(Encoding.BigEndianUnicode.GetBytes("<a/>"), SigningErrorKind.UnsupportedFormat);
        AssertRefused([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<a/>")], SigningErrorKind.UnsupportedFormat);
        AssertRefused([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("<a/>")], SigningErrorKind.UnsupportedFormat);
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xE1, 0xBA })]
    [InlineData(new byte[] { 0x80 })]
    public void Parse_WhenBytesAreNotUtf8_RefusesWithThePlace(byte[] bytes)
    {
        AssertRefused([.. "<a>ế"u8, .. bytes, .. "</a>"u8], SigningErrorKind.MalformedDocument, "line 1, column 5");
    }

    [Fact]
    public void Parse_WhenManyAttributesHoldARepetition_Refuses()
    {
        var names = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"a{i}=''"));
        AssertRefused(Encoding.UTF8.GetBytes($"<a {names} a50='x'/>"), SigningErrorKind.MalformedDocument);
        using var tree = XmlTree.Parse(Encoding.UTF8.GetBytes($"<a {names}/>"), XmlLimits.Default);
        Assert.Equal(100, tree.AttributeCount(0));
    }

    public static TheoryData<string, XmlLimits> OverLimits { get; } =
        new()
        {
            {
                "<a/>  ",
                new XmlLimits { MaxBytes = 5 }
            },
            {
                "<a><b><c/></b></a>",
                new XmlLimits { MaxDepth = 2 }
            },
            {
                "<a><b/><c/></a>",
                new XmlLimits { MaxElements = 2 }
            },
            {
                "<a b='' c='' xmlns='u'/>",
                new XmlLimits { MaxAttributesPerElement = 2 }
            },
            {
                "<a b='12345'/>",
                new XmlLimits { MaxAttributeValueBytes = 4 }
            },
            {
                "<abcde/>",
                new XmlLimits { MaxNameBytes = 4 }
            },
            {
                "<a><?abcde?></a>",
                new XmlLimits { MaxNameBytes = 4 }
            },
            {
                "<a xmlns='u' xmlns:b='u'><c xmlns:d='u'/></a>",
                new XmlLimits { MaxNamespacesInScope = 2 }
            },
        };

    [Theory]
    [MemberData(nameof(OverLimits))]
    public void Parse_WhenOverALimit_RefusesAsTooLarge(string xml, XmlLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        AssertRefused(Encoding.UTF8.GetBytes(xml), SigningErrorKind.DocumentTooLarge, null, limits);
        using var tree = XmlTree.Parse(Encoding.UTF8.GetBytes(xml), XmlLimits.Default);
    }

    private static void AssertRefused(
        byte[] bytes,
        SigningErrorKind kind,
        string? field = null,
        XmlLimits? limits = null
    )
    {
        var refusal = Assert.Throws<SigningException>(() => XmlTree.Parse(bytes, limits ?? XmlLimits.Default));
        Assert.Equal(kind, refusal.Kind);
        if (field is not null)
        {
            Assert.Equal(field, refusal.Field);
        }
    }
}
