// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Tests.Syntax;

public sealed class ValueTests
{
    [Theory]
    [InlineData("12", PdfKind.Integer, "12")]
    [InlineData("+12 0", PdfKind.Integer, "+12")]
    [InlineData("-.5", PdfKind.Real, "-.5")]
    [InlineData("4.", PdfKind.Real, "4.")]
    [InlineData("12 0 R", PdfKind.Reference, "12 0 R")]
    [InlineData("12 % x\n0\tR", PdfKind.Reference, "12 % x\n0\tR")]
    [InlineData("12 0 Rx", PdfKind.Integer, "12")]
    [InlineData("12 0", PdfKind.Integer, "12")]
    [InlineData("12 -1 R", PdfKind.Integer, "12")]
    [InlineData("/Name#20x/y", PdfKind.Name, "/Name#20x")]
    [InlineData("/", PdfKind.Name, "/")]
    [InlineData("true]", PdfKind.Boolean, "true")]
    [InlineData("null", PdfKind.Null, "null")]
    [InlineData("(a(b)\\)c) x", PdfKind.LiteralString, "(a(b)\\)c)")]
    [InlineData("<4 1> x", PdfKind.HexString, "<4 1>")]
    [InlineData("[1 [2] <</A[]>>]]", PdfKind.Array, "[1 [2] <</A[]>>]")]
    [InlineData("<</A<<>>>>>>", PdfKind.Dictionary, "<</A<<>>>>")]
    [InlineData("% comment (\r 7", PdfKind.Integer, "7")]
    public void Read_WhenAValueBegins_TakesItAndNoMore(string text, object kind, string raw)
    {
        var value = Value(text);

        Assert.Equal((kind, raw), ((object)value.Kind, value.ToString()));
    }

    [Theory]
    [InlineData("(a\\nb\\101\\7\\\n\\\\)", "a\nbA\u0007\\")]
    [InlineData("(a\r\nb\rc)", "a\nb\nc")]
    [InlineData("<414>", "A@")]
    [InlineData("<FEFF1EBF>", "ế")]
    [InlineData("<EFBBBFC491>", "đ")]
    public void Text_WhenAStringIsRead_IsDecoded(string text, string expected) =>
        Assert.Equal(expected, PdfStrings.Text(Value(text)));

    [Theory]
    [InlineData("/A#42C", "ABC", true)]
    [InlineData("/ABC", "ABC", true)]
    [InlineData("/A#42", "ABC", false)]
    [InlineData("/ABCD", "ABC", false)]
    public void Name_WhenComparedWithText_IsUnescaped(string text, string name, bool isEqual) =>
        Assert.Equal(isEqual, Value(text).IsName(Encoding.ASCII.GetBytes(name)));

    [Fact]
    public void Find_WhenAKeyIsThereInTwoSpellings_RefusesTheDictionary() =>
        Assert.Throws<Core.SigningException>(() => Value("<< /Type 1 /T#79pe 2 >>").Find("Type"u8));

    private static PdfValue Value(string text)
    {
        var lexer = new PdfLexer(new PdfBuffer(Encoding.Latin1.GetBytes(text), 0), 0);
        return PdfParser.ReadValue(ref lexer, PdfLimits.Default);
    }
}
