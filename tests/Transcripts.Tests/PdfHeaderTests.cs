// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf;

namespace HocBaSo.Signing.Transcripts.Tests;

public sealed class PdfHeaderTests
{
    [Theory]
    [InlineData("%PDF-1.7\n", true)]
    [InlineData("%PDF-2.0", true)]
    [InlineData("junk\n%PDF-1.4\n", true)]
    [InlineData("%PDF-x %PDF-1.4", true)]
    [InlineData("", false)]
    [InlineData("%PDF-", false)]
    [InlineData("%PDF-1.", false)]
    [InlineData("%PDF-1,7", false)]
    [InlineData("%pdf-1.7", false)]
    [InlineData("<HocBaSo/>", false)]
    public void IsPdf_WhenHeaderIsOrIsNotThere_TellsIt(string text, bool expected) =>
        Assert.Equal(expected, PdfHeader.IsPdf(Encoding.Latin1.GetBytes(text)));

    [Theory]
    [InlineData(1024 - 8, true)]
    [InlineData(1024 - 7, false)]
    public void IsPdf_WhenHeaderComesLate_EndsWithinTheFirst1024Bytes(int before, bool expected) =>
        Assert.Equal(expected, PdfHeader.IsPdf([.. new byte[before], .. "%PDF-1.7"u8]));
}
