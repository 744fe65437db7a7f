// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Fields;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Tests.Signing;

namespace HocBaSo.Signing.Pdf.Tests.Fields;

public sealed class FieldSelectionTests
{
    [Theory]
    [InlineData("/Action /All", "a", true)]
    [InlineData("", "a", true)]
    [InlineData("/Action /Other /Fields [(a)]", "b", true)]
    [InlineData("/Action /Include /Fields [(a)]", "a", true)]
    [InlineData("/Action /Include /Fields [(a)]", "a.b", true)]
    [InlineData("/Action /Include /Fields [(a)]", "ab", false)]
    [InlineData("/Action /Include /Fields [(a.b)]", "a", false)]
    [InlineData("/Action /Include", "a", false)]
    [InlineData("/Action /Exclude /Fields [(a)]", "a", false)]
    [InlineData("/Action /Exclude /Fields [(a)]", "a.b", false)]
    [InlineData("/Action /Exclude /Fields [(a)]", "ab", true)]
    [InlineData("/Action /Exclude", "a", true)]
    public void Covers_WhenAFieldIsAsked_GoesByActionAndNames(string selection, string name, bool isCovered)
    {
        var file = PdfFile.Open(PdfFiles.ByHand(), PdfLimits.Default);
        var buffer = new PdfBuffer(Encoding.ASCII.GetBytes($"<< {selection} >>"), 0);
        var lexer = new PdfLexer(buffer, 0);
        var parameters = PdfParser.ReadValue(ref lexer, PdfLimits.Default);

        Assert.Equal(isCovered, FieldSelection.Covers(file.Newest, parameters, name, new()));
    }
}
