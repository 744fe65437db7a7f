// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class FormatSnifferTests
{
    [Theory]
    [InlineData("<a/>", DocumentFormat.Xml)]
    [InlineData("\uFEFF<a/>", DocumentFormat.Xml)]
    [InlineData(" \r\n\t<a/>", DocumentFormat.Xml)]
    [InlineData("%PDF-1.7", DocumentFormat.Pdf)]
    [InlineData("junk before\n%PDF-1.4", DocumentFormat.Pdf)]
    [InlineData("", null)]
    [InlineData("PK\u0003\u0004", null)]
    [InlineData("{\"a\":1}", null)]
    public void FormatOf_WhenTheStartIsKnown_TellsTheFormat(string start, DocumentFormat? expected) =>
        Assert.Equal(expected, FormatSniffer.FormatOf(Encoding.UTF8.GetBytes(start)));

    [Fact]
    public void FormatOf_WhenXmlIsUtf16_IsXmlForTheVerifierToRefuse()
    {
        Assert.Equal(DocumentFormat.Xml, FormatSniffer.FormatOf(Encoding.Unicode.GetPreamble()));
        Assert.Equal(DocumentFormat.Xml, FormatSniffer.FormatOf(Encoding.BigEndianUnicode.GetBytes("<a/>")));
    }

    [Fact]
    public void FormatOf_WhenThePdfHeaderComesTooLate_IsNeither() =>
        Assert.Null(FormatSniffer.FormatOf(Encoding.ASCII.GetBytes(new string('x', 1024) + "%PDF-1.7")));
}
